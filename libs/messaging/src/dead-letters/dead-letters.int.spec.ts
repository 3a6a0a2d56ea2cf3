import { activity, deadLetterTopic, deleteAfter, Malformed, type Topic } from '@joor-bridge/contracts';
import { freshPrefix, resolveKafka } from '@joor-bridge/testing';
import { Bus } from '../bus/bus.js';
import { SILENT } from '../bus/log.js';
import { provisionTopics } from '../provisioning/provision-topics.js';
import type { FailureKind } from '../runtime/failure-kind.js';
import { InFlight } from '../runtime/in-flight.js';
import { PartitionTracker } from '../runtime/partition-tracker.js';
import { readTopic } from '../tables/read-topic.js';
import { deadLetterWriter } from './dead-letter-writer.js';
import { discard, requeue } from './deal-with-dead-letters.js';
import { listDeadLetters } from './list-dead-letters.js';
import { publishUnreadable } from './publish-unreadable.js';

const box = { topic: 'orders.v1', group: 'g' };
const topic = (name: string): Topic => ({
  name,
  key: 'key',
  events: name.endsWith('.dlq') ? [] : [activity],
  partitions: 2,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
});

const given = (key: string, headers: Record<string, Buffer> = {}, partition = 1): InFlight => {
  const value = Buffer.from(`{"key":"${key}"}`);
  const home = {
    topic: box.topic,
    clusterTopic: box.topic,
    partition,
    tracker: new PartitionTracker(),
    lost: false,
    waiting: 0,
    paused: false,
    committed: undefined,
    highWatermark: 0,
  };
  const message = {
    key: Buffer.from(key),
    value,
    headers,
    offset: '42',
    timestamp: '1700000000000',
    attributes: 0,
  };
  const record = new InFlight(home, { offset: 42, done: false }, key, message, value.length);
  record.firstFailedAt = 1_700_000_001_000;
  return record;
};

describe('dead letters', () => {
  let bus: Bus;
  const bury = async (key: string, kind: FailureKind, failure: Error, headers = {}): Promise<void> =>
    deadLetterWriter(bus, box.group, () => 1_700_000_002_000)(given(key, headers), kind, failure);
  const source = async () => {
    const found = [];
    for await (const record of readTopic(bus, { name: box.topic })) found.push(record);
    return found;
  };

  beforeEach(async () => {
    const { brokers } = await resolveKafka();
    bus = new Bus({ brokers, prefix: freshPrefix(), clientId: 'test', log: SILENT });
    await provisionTopics(bus, [topic(box.topic), topic(deadLetterTopic(box.topic, box.group))]);
  });
  afterEach(() => bus.close());

  it('keep the record and tell its story', async () => {
    await bury('c1:o1', 'malformed', new Malformed('é'.repeat(2_000)), { ce_id: Buffer.from('id-1') });
    const [letter] = await listDeadLetters(bus, box);
    expect(letter?.record.message.value?.toString()).toBe('{"key":"c1:o1"}');
    expect(letter?.partition).toBe(1);
    const { 'dlq-error-message': message = '', ...headers } = letter?.headers ?? {};
    expect(message).toBe('é'.repeat(512));
    expect(headers).toEqual({
      ce_id: 'id-1',
      'dlq-source-topic': 'orders.v1',
      'dlq-source-partition': '1',
      'dlq-source-offset': '42',
      'dlq-source-timestamp': '1700000000000',
      'dlq-consumer-group': 'g',
      'dlq-kind': 'malformed',
      'dlq-error-class': 'Malformed',
      'dlq-error-stack': '',
      'dlq-attempts': '1',
      'dlq-first-failed-at': '2023-11-14T22:13:21.000Z',
      'dlq-failed-at': '2023-11-14T22:13:22.000Z',
      'dlq-replay-count': '0',
    });
  });

  it('are found by kind, error, key and time', async () => {
    await bury('c1:o1', 'malformed', new Malformed('not JSON'));
    await bury('c2:o2', 'unexpected', new TypeError('x is undefined'));
    const keys = async (filter: object) => (await listDeadLetters(bus, box, filter)).map(({ key }) => key);
    expect(await keys({ kind: 'malformed' })).toEqual(['c1:o1']);
    expect(await keys({ errorClass: 'TypeError' })).toEqual(['c2:o2']);
    expect(await keys({ message: 'UNDEFINED' })).toEqual(['c2:o2']);
    expect(await keys({ keyPrefix: 'c1:' })).toEqual(['c1:o1']);
    expect(await keys({ from: 1_700_000_002_001 })).toEqual([]);
    expect(await keys({ to: 1_700_000_002_001, limit: 1 })).toHaveLength(1);
    expect(await keys({ limit: 0 })).toEqual([]);
  });

  it('come oldest first, whatever their partition, and the oldest are what a limit leaves', async () => {
    const minutes = [5, 1, 4, 2, 3];
    for (const [at, minute] of minutes.entries()) {
      const failedAt = 1_700_000_000_000 + minute * 60_000;
      const letter = given(`c1:${minute}`, {}, at % 2);
      await deadLetterWriter(bus, box.group, () => failedAt)(letter, 'unexpected', new Error('x'));
    }
    const keys = async (limit: number) => (await listDeadLetters(bus, box, { limit })).map(({ key }) => key);
    expect(await keys(9)).toEqual(['c1:1', 'c1:2', 'c1:3', 'c1:4', 'c1:5']);
    expect(await keys(2)).toEqual(['c1:1', 'c1:2']);
  });

  it('go back as they were, with the number of their returns, and are listed no more', async () => {
    await bury('c1:o1', 'unexpected', new Error('x'), { ce_id: Buffer.from('id-1') });
    await requeue(bus, await listDeadLetters(bus, box), 'mended');
    expect(await listDeadLetters(bus, box)).toEqual([]);
    const [back] = await source();
    expect(back?.partition).toBe(1);
    expect(back?.message.value?.toString()).toBe('{"key":"c1:o1"}');
    const headers = Object.entries(back?.message.headers ?? {}).map(([name, value]) => [name, String(value)]);
    expect(Object.fromEntries(headers)).toEqual({ ce_id: 'id-1', 'dlq-replay-count': '1' });
  });

  it('count their returns when they fail again', async () => {
    await bury('c1:o1', 'unexpected', new Error('x'), { 'dlq-replay-count': Buffer.from('3') });
    const [letter] = await listDeadLetters(bus, box);
    expect(letter?.replayCount).toBe(3);
  });

  it('rest for good when discarded, the reason kept', async () => {
    await bury('c1:o1', 'malformed', new Malformed('x'));
    await bury('c1:o2', 'malformed', new Malformed('x'));
    const letters = await listDeadLetters(bus, box);
    await discard(bus, letters.slice(0, 1), 'a test order');
    expect((await listDeadLetters(bus, box)).map(({ key }) => key)).toEqual([letters[1]?.key]);
    expect(await source()).toEqual([]);
    const marks = [];
    for await (const { message } of readTopic(bus, { name: deadLetterTopic(box.topic, box.group) })) {
      if (message.value === null) marks.push(String(message.headers?.['dlq-handled-reason']));
    }
    expect(marks).toEqual(['a test order']);
  });

  it('hold what a producer could not read, which cannot go back to where it never was', async () => {
    const body = Buffer.from('<html>');
    await publishUnreadable(bus, box, [{ key: 'c1:o9', body, failure: new Malformed('not JSON') }]);
    const letters = await listDeadLetters(bus, box);
    expect(letters.map(({ record }) => record.message.value)).toEqual([body]);
    await expect(requeue(bus, letters)).rejects.toThrow(/c1:o9\) was never on orders\.v1/);
    expect(await source()).toEqual([]);
    expect(await listDeadLetters(bus, box)).toHaveLength(1);
  });
});
