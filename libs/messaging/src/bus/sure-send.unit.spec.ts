import type { ProducerBatch, RecordMetadata } from 'kafkajs';
import { kindOf } from '../runtime/failure-kind.js';
import { noteChoice, sendSurely } from './sure-send.js';
import type { WireRecord } from './wire-record.js';

const record = (key: string, partition: number): WireRecord => ({
  key,
  value: null,
  headers: {},
  partition,
  bytes: 1,
});

/** Confirms the partitions that it is told to, one list a round. */
const producerThat = (...rounds: readonly number[][]) => {
  const sent: unknown[][] = [];
  return {
    sent,
    async sendBatch({ topicMessages = [] }: ProducerBatch): Promise<RecordMetadata[]> {
      sent.push(topicMessages.flatMap(({ messages }) => messages.map(({ key }) => key)));
      const confirmed = rounds[sent.length - 1] ?? [];
      return confirmed.map((partition) => ({ topicName: 't', partition, errorCode: 0 }));
    },
  };
};
const batch = () => [{ topic: 't', messages: [record('a', 0), record('b', 1), record('c', 0)] }];

describe('sendSurely', () => {
  it('sends once what is confirmed at once', async () => {
    const producer = producerThat([0, 1]);
    await sendSurely(producer, batch());
    expect(producer.sent).toEqual([['a', 'b', 'c']]);
  });

  it('sends again, in order, what the client passed over', async () => {
    const producer = producerThat([1], [0]);
    await sendSurely(producer, batch());
    expect(producer.sent).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
  });

  it('does not claim what nobody confirms', async () => {
    const producer = producerThat([1]);
    await expect(sendSurely(producer, batch())).rejects.toThrow(
      'Not confirmed by the leaders of t: publish again',
    );
    expect(producer.sent).toHaveLength(5);
  });

  it('sends nothing of nothing', async () => {
    const producer = producerThat();
    await sendSurely(producer, []);
    expect(producer.sent).toEqual([]);
  });

  it('takes a confirmation for its own topic only', async () => {
    const sent: string[][] = [];
    const producer = {
      async sendBatch({ topicMessages = [] }: ProducerBatch): Promise<RecordMetadata[]> {
        sent.push(topicMessages.map(({ topic }) => topic));
        return [{ topicName: sent.length === 1 ? 't' : 'u', partition: 0, errorCode: 0 }];
      },
    };
    await sendSurely(producer, [
      { topic: 't', messages: [record('a', 0)] },
      { topic: 'u', messages: [record('b', 0)] },
    ]);
    expect(sent).toEqual([['t', 'u'], ['u']]);
  });

  it('asks all in-sync replicas', async () => {
    const acks: unknown[] = [];
    const producer = {
      async sendBatch(request: ProducerBatch): Promise<RecordMetadata[]> {
        acks.push(request.acks);
        return [0, 1].map((partition) => ({ topicName: 't', partition, errorCode: 0 }));
      },
    };
    await sendSurely(producer, batch());
    expect(acks).toEqual([-1]);
  });

  it("passes on the client's own error, without another round", async () => {
    let calls = 0;
    const producer = {
      async sendBatch(): Promise<RecordMetadata[]> {
        calls += 1;
        throw new Error('message too large');
      },
    };
    await expect(sendSurely(producer, batch())).rejects.toThrow('message too large');
    expect(calls).toBe(1);
  });

  it('names every topic that is not confirmed, as something that later may help', async () => {
    const unconfirmed = sendSurely(producerThat(), [
      { topic: 't', messages: [record('a', 0)] },
      { topic: 'u', messages: [record('b', 0)] },
    ]);
    const failure: unknown = await unconfirmed.catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: 'Not confirmed by the leaders of t, u: publish again',
      retriable: true,
    });
    expect(kindOf(failure)).toBe('transient');
  });

  it('leaves the batch that it was given as it is', async () => {
    const given = batch();
    await sendSurely(producerThat([1], [0]), given);
    expect(given).toEqual(batch());
  });
});

describe('noteChoice', () => {
  it('writes the partition on the record and keeps to it', () => {
    const choose = noteChoice();
    const message = { key: null, value: Buffer.from('x'), partition: undefined as number | undefined };
    const partitionMetadata = [0, 1, 2].map((partitionId) => ({ partitionId, leader: 1 })) as never;
    const first = choose({ topic: 't', partitionMetadata, message });
    expect(message.partition).toBe(first);
    expect(choose({ topic: 't', partitionMetadata, message })).toBe(first);
  });

  it('leaves a place that is given', () => {
    const message = { key: Buffer.from('k'), value: null, partition: 2 };
    const partitionMetadata = [0, 1, 2].map((partitionId) => ({ partitionId, leader: 1 })) as never;
    expect(noteChoice()({ topic: 't', partitionMetadata, message })).toBe(2);
  });

  it('gives one key one place', () => {
    const choose = noteChoice();
    const partitionMetadata = [0, 1, 2, 3, 4, 5].map((partitionId) => ({ partitionId, leader: 1 })) as never;
    const place = (key: string) =>
      choose({ topic: 't', partitionMetadata, message: { key: Buffer.from(key), value: null } });
    const keys = Array.from({ length: 50 }, (_, n) => `con_a:${n}`);
    expect(keys.map(place)).toEqual(keys.map(place));
    expect(new Set(keys.map(place)).size).toBe(6);
  });
});
