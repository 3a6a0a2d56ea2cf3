import { type Activity, activity, compact, type Topic } from '@joor-bridge/contracts';
import { eventually, freshPrefix, type KafkaCluster, startKafkaCluster } from '@joor-bridge/testing';
import { Bus } from '../bus/bus.js';
import { SILENT } from '../bus/log.js';
import { provisionTopics } from '../provisioning/provision-topics.js';
import { readTopic } from './read-topic.js';

const topic: Topic = {
  name: 'table.v1',
  key: 'key',
  events: [activity],
  partitions: 2,
  cleanup: compact(),
  owner: 'test',
  groups: [],
  description: 'For this test.',
};
const saying = (key: string, message: string) => {
  const value: Activity = {
    connectionId: 'c1',
    workspaceId: 'w1',
    at: '2026-01-01T00:00:00Z',
    service: 'test',
    level: 'info',
    kind: 'test.said',
    message,
  };
  return { key, type: activity.type, value };
};
const PATIENT = { timeoutMs: 60_000, everyMs: 200 };

describe('reading across the restart of a broker', () => {
  let kafka: KafkaCluster;
  let bus: Bus;
  /** Publishing may fail while the broker is away; the caller tries again, as an outbox does. */
  const say = (key: string, message: string): Promise<boolean> =>
    eventually(() => bus.publish(topic, [saying(key, message)]).then(() => true), PATIENT);

  beforeAll(async () => {
    kafka = await startKafkaCluster({ brokers: 1 });
    bus = new Bus({ brokers: kafka.brokers, prefix: freshPrefix(), clientId: 'test', log: SILENT });
    await provisionTopics(bus, [topic]);
  }, 120_000);
  afterAll(async () => {
    await bus?.close();
    await kafka?.stop();
  });

  it('a table keeps its rows and follows again; a reader goes on where it was, each record once', async () => {
    const first = Array.from({ length: 200 }, (_, n) => saying(`k${n}`, `m${n}`));
    await bus.publish(topic, first);
    const table = bus.globalTable(topic, activity);
    await table.ready();
    const told: string[] = [];
    table.onChange((key, event) => told.push(`${key} ${event?.message}`));
    const reader = readTopic(bus, topic);
    const read = [(await reader.next()).value];

    await kafka.kill(0);
    expect(table.size).toBe(200);
    expect(table.get('k7')?.message).toBe('m7');
    await kafka.restart(0);

    await say('k7', 'after the restart');
    await eventually(() => table.get('k7')?.message === 'after the restart', PATIENT);
    expect(table.size).toBe(200);
    expect(told).toContain('k7 after the restart');
    expect(new Set(told)).toEqual(new Set(['k7 after the restart']));

    for await (const record of reader) read.push(record);
    const places = read.map((record) => record && `${record.partition}/${record.offset}`);
    expect(places).toHaveLength(200);
    expect(new Set(places).size).toBe(200);
  }, 150_000);

  it('a table that starts after it has everything', async () => {
    const table = bus.globalTable(topic, activity);
    await eventually(() => table.ready().then(() => true), PATIENT);
    expect(table.size).toBe(200);
    expect(table.get('k7')?.message).toBe('after the restart');
  }, 90_000);
});
