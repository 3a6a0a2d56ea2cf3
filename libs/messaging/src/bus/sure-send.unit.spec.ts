import type { ProducerBatch, RecordMetadata } from 'kafkajs';
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
});
