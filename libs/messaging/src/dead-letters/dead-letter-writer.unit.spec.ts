import { Malformed } from '@joor-bridge/contracts';
import { InFlight } from '../runtime/in-flight.js';
import { PartitionTracker } from '../runtime/partition-tracker.js';
import { fakeCluster } from '../testing/fake-cluster.js';
import { deadLetterWriter } from './dead-letter-writer.js';
import { publishUnreadable } from './publish-unreadable.js';

const box = { topic: 'orders.v1', group: 'g' };

describe('giving a record up', () => {
  const given = (headers: Record<string, Buffer | undefined>): InFlight => {
    const home = {
      topic: box.topic,
      clusterTopic: 'x-orders.v1',
      partition: 3,
      tracker: new PartitionTracker(),
      lost: false,
      waiting: 0,
      paused: false,
      committed: undefined,
      highWatermark: 0,
    };
    const message = { key: null, value: null, headers, offset: '42', timestamp: '7', attributes: 0 };
    return new InFlight(home, { offset: 42, done: false }, '', message, 0);
  };

  it('puts it on the same partition, headers and all, and knows the topic by its own name', async () => {
    const cluster = fakeCluster();
    const record = given({ ce_id: Buffer.from('id'), gone: undefined, 'dlq-replay-count': Buffer.from('2') });
    await deadLetterWriter(cluster, 'g')(record, 'malformed', new Malformed('x'));
    const [{ topic, records } = { topic: '', records: [] }] = cluster.published;
    expect(topic).toBe('orders.v1.g.dlq');
    expect(records[0]).toMatchObject({ key: null, value: null, partition: 3 });
    expect(records[0]?.headers).toMatchObject({
      ce_id: Buffer.from('id'),
      'dlq-replay-count': Buffer.from('2'),
      'dlq-source-topic': 'orders.v1',
      'dlq-source-offset': '42',
      'dlq-attempts': '1',
    });
    expect(records[0]?.headers).not.toHaveProperty('gone');
  });

  it('tells of this death, not of an earlier one', async () => {
    const cluster = fakeCluster();
    const record = given({ 'dlq-kind': Buffer.from('unexpected'), 'dlq-attempts': Buffer.from('6') });
    await deadLetterWriter(cluster, 'g')(record, 'malformed', new Malformed('x'));
    expect(cluster.published[0]?.records[0]?.headers).toMatchObject({
      'dlq-kind': 'malformed',
      'dlq-attempts': '1',
    });
  });
});

describe('what a producer cannot read', () => {
  it('keeps the beginning of a body that no broker would take', async () => {
    const cluster = fakeCluster();
    const body = Buffer.alloc(1_500_000, 'x');
    await publishUnreadable(cluster, box, [{ key: 'k', body, failure: new Error('not JSON') }]);
    expect(cluster.published[0]?.records[0]?.value).toHaveLength(1_000_000);
  });

  it('cannot pass itself off as something else by its headers', async () => {
    const cluster = fakeCluster();
    const headers = { 'dlq-source-offset': '7', origin: 'page 3' };
    const body = Buffer.from('<html>');
    await publishUnreadable(cluster, box, [{ key: 'k', body, failure: new Error('x'), headers }]);
    expect(cluster.published[0]?.records[0]?.headers).toMatchObject({
      'dlq-source-offset': '-1',
      origin: 'page 3',
      'dlq-kind': 'malformed',
    });
  });
});
