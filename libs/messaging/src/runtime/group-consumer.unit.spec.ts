import { eventually } from '@joor-bridge/testing';
import type { Cluster } from '../bus/cluster.js';
import { SILENT } from '../bus/log.js';
import { FakeClient, value } from '../testing/fake-client.js';
import { topic, turn } from '../testing/stage.js';
import type { Delivery } from './delivery.js';
import { GroupConsumer } from './group-consumer.js';
import type { Limits } from './limits.js';

describe('GroupConsumer', () => {
  const members: GroupConsumer[] = [];
  afterEach(async () => {
    await Promise.all(members.splice(0).map((member) => member.stop()));
  });

  const member = async (limits: Partial<Limits> = {}) => {
    const client = new FakeClient();
    const given: Delivery[] = [];
    const cluster = {
      kafka: { consumer: () => client },
      clientId: 'c',
      log: SILENT,
      nameOf: (name: string) => `x-${name}`,
      publishAsIs: async () => undefined,
    } as unknown as Cluster;
    const handle = async (records: readonly Delivery[]) => {
      given.push(...records);
    };
    const options = {
      group: 'g',
      limits: { commitIntervalMs: 5, heartbeatIntervalMs: 5, stopDeadlineMs: 50, ...limits },
      onCrash: () => undefined,
    };
    const consumer = new GroupConsumer(cluster, options, [{ topic, handle }]);
    members.push(consumer);
    await consumer.start();
    client.join([0]);
    return { client, given, consumer };
  };

  it('subscribes by the name on the cluster, and is ready when it has joined', async () => {
    const { client, consumer } = await member();
    expect(client.calls).toEqual(['connect', 'subscribe x-t', 'run']);
    expect(consumer.status()).toMatchObject({ ready: true, live: true, joins: 1, detail: '1 partitions' });
    client.tell('crash', { error: new Error('x'), restart: true });
    expect(consumer.status()).toMatchObject({ ready: false, detail: 'not in the consumer group g' });
  });

  it('takes a batch without waiting for the handler, and moves the client on', async () => {
    const { client, given, consumer } = await member();
    await client.bring([0, 1, 2]);
    expect(client.resolved).toEqual(['2']);
    await turn();
    expect(given.map(({ key }) => key)).toEqual(['0', '1', '2']);
    expect(consumer.status()).toMatchObject({ taken: 3, open: 3, openBytes: 3 * (value.length + 1) });
    expect(consumer.status().lag).toEqual([{ topic: 't', partition: 0, records: 100 }]);
  });

  it('takes a record that comes again only once', async () => {
    const { client, given, consumer } = await member();
    await client.bring([0, 1]);
    await client.bring([0, 1, 2]);
    await turn();
    expect(given.map(({ key, offset }) => [key, offset])).toEqual([
      ['0', 0n],
      ['1', 1n],
      ['2', 2n],
    ]);
    expect(consumer.status()).toMatchObject({ taken: 3, open: 3 });
  });

  it('commits up to the first record that is open', async () => {
    const { client, given } = await member();
    await client.bring([0, 1, 2]);
    await turn();
    given[1]?.ack();
    given[0]?.ack();
    await eventually(() => client.committed.includes('0:2'));
    expect(client.committed).not.toContain('0:3');
    given[2]?.ack();
    await eventually(() => client.committed.at(-1) === '0:3');
  });

  it('holds the fetch loop while the room is full, with its heart beating', async () => {
    const { client, given, consumer } = await member({ maxInFlight: 4 });
    await client.bring([0, 1, 2, 3]);
    await turn();
    let through = false;
    const next = client.bring([4]).then(() => {
      through = true;
    });
    await eventually(() => client.heartbeats >= 3);
    expect(through).toBe(false);
    expect(consumer.status().taken).toBe(4);
    for (const record of given.slice(0, 1)) record.ack();
    await next;
    expect(consumer.status().taken).toBe(5);
  });

  it('goes on as soon as half of the room is free, before the next heartbeat is due', async () => {
    const { client, given } = await member({ maxInFlight: 2, heartbeatIntervalMs: 60_000 });
    await client.bring([0, 1]);
    await turn();
    const next = client.bring([2]);
    for (const record of [...given]) record.ack();
    await next;
    expect(client.heartbeats).toBe(1);
    expect(client.resolved).toEqual(['1', '2']);
  });

  it('lets go of a batch whose partition was lost and regained while it waited for room', async () => {
    const { client, given, consumer } = await member({ maxInFlight: 1 });
    await client.bring([0]);
    await turn();
    client.onHeartbeat = () => {
      client.onHeartbeat = () => undefined;
      client.join([]);
      client.join([0]);
      given[0]?.ack();
    };
    await client.bring([1]);
    expect(client.resolved).toEqual(['0']);
    expect(consumer.status().taken).toBe(1);
    await client.bring([0]);
    expect(client.resolved).toEqual(['0', '0']);
  });

  it('takes nothing of a partition that is not its own', async () => {
    const { client, consumer } = await member();
    await client.bring([0], { partition: 7 });
    expect(client.resolved).toEqual([]);
    expect(consumer.status().taken).toBe(0);
  });

  it('commits nothing of a lost partition, and gives what was waiting to nobody', async () => {
    const { client, given, consumer } = await member();
    await client.bring([0, 1], { key: 'same' });
    await turn();
    client.join([1]);
    given[0]?.ack();
    await eventually(() => consumer.status().open === 0);
    await consumer.stop();
    expect(given).toHaveLength(1);
    expect(client.committed).toEqual([]);
  });

  it('starts a regained partition afresh: what it held before says nothing about it', async () => {
    const { client, given, consumer } = await member();
    await client.bring([10, 11]);
    await turn();
    client.join([]);
    client.join([0]);
    for (const record of [...given]) record.ack();
    await client.bring([5, 6]);
    await turn();
    for (const record of given.slice(2)) record.ack();
    await consumer.stop();
    expect(given.map(({ key }) => key)).toEqual(['10', '11', '5', '6']);
    expect(client.committed).toEqual(['0:7']);
    expect(client.calls.filter((call) => call.startsWith('seek'))).toEqual([]);
  });

  it('goes on behind what it has when a partition stays, and commits it', async () => {
    const { client, given } = await member();
    await client.bring([0, 1]);
    client.join([0, 1]);
    await turn();
    expect(client.calls).toContain('seek 0 2');
    for (const record of given) record.ack();
    await eventually(() => client.committed.includes('0:2'));
  });

  it('commits with the next what a rebalance refused', async () => {
    const { client, given } = await member();
    client.refuseCommits = true;
    await client.bring([0]);
    await turn();
    given[0]?.ack();
    await eventually(() => client.refusals > 1);
    expect(client.committed).toEqual([]);
    client.refuseCommits = false;
    await eventually(() => client.committed.includes('0:1'));
  });

  it('waits at a stop for what a handler has, commits it, and leaves', async () => {
    const { client, given, consumer } = await member({ stopDeadlineMs: 5_000 });
    await client.bring([0]);
    await turn();
    const stopped = consumer.stop();
    expect(consumer.stop()).toBe(stopped);
    expect(consumer.status().ready).toBe(false);
    expect(client.calls).not.toContain('disconnect');
    given[0]?.ack();
    await stopped;
    expect(client.committed.at(-1)).toBe('0:1');
    expect(client.calls.at(-1)).toBe('disconnect');
  });

  it('commits at a stop what was finished while a commit was under way', async () => {
    const { client, given, consumer } = await member();
    let answer: () => void = () => undefined;
    client.commitsWait = new Promise((resolve) => {
      answer = resolve;
    });
    await client.bring([0, 1]);
    await turn();
    given[0]?.ack();
    await eventually(() => client.commitsAsked === 1);
    given[1]?.ack();
    const stopped = consumer.stop();
    await turn();
    answer();
    await stopped;
    expect(client.committed).toEqual(['0:1', '0:2']);
    expect(client.calls.at(-1)).toBe('disconnect');
  });

  it('leaves in the end without those that do not answer, whose offset stays', async () => {
    const { client, given, consumer } = await member({ stopDeadlineMs: 30 });
    await client.bring([0, 1]);
    await turn();
    given[1]?.ack();
    await consumer.stop();
    expect(client.committed.filter((place) => place !== '0:0')).toEqual([]);
    expect(client.calls.at(-1)).toBe('disconnect');
  });

  it('lets a batch go that waits for room while it stops', async () => {
    const { client, consumer } = await member({ maxInFlight: 1, heartbeatIntervalMs: 60_000 });
    await client.bring([0]);
    await turn();
    const waiting = client.bring([1]);
    await consumer.stop();
    await waiting;
    expect(client.resolved).toEqual(['0']);
  });

  it('pauses a partition whose first record holds up too many, and resumes it', async () => {
    const { client, given } = await member({ maxSpan: 3 });
    await client.bring([0, 1, 2]);
    await turn();
    expect(client.calls).toContain('pause');
    for (const record of given.slice(1)) record.ack();
    expect(client.calls).not.toContain('resume');
    given[0]?.ack();
    expect(client.calls).toContain('resume');
  });
});
