import { type Activity, activity, compact, type Topic } from '@joor-bridge/contracts';
import { eventually, freshPrefix, resolveKafka } from '@joor-bridge/testing';
import { Bus } from '../bus/bus.js';
import { withAdmin } from '../bus/cluster.js';
import { SILENT } from '../bus/log.js';
import { provisionTopics } from '../provisioning/provision-topics.js';
import { readTopic, type StoredRecord } from './read-topic.js';

const topicNamed = (name: string): Topic => ({
  name,
  key: 'key',
  events: [activity],
  partitions: 2,
  cleanup: compact(),
  owner: 'test',
  groups: [],
  description: 'For this test.',
});
const [full, empty, ranged, repeated] = ['full.v1', 'empty.v1', 'ranged.v1', 'repeated.v1'].map(
  topicNamed,
) as [Topic, Topic, Topic, Topic];

const event = (message: string): Activity => ({
  connectionId: 'c1',
  workspaceId: 'w1',
  at: '2026-01-01T00:00:00Z',
  service: 'test',
  level: 'info',
  kind: 'test.said',
  message,
});
const saying = (key: string, message: string | null) => ({
  key,
  type: activity.type,
  value: message === null ? null : event(message),
});

const all = async (records: AsyncIterable<StoredRecord>): Promise<StoredRecord[]> => {
  const found: StoredRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
};
const messageOf = ({ message }: StoredRecord): string => activity.decode(message.value).message;

describe('reading whole topics', () => {
  let bus: Bus;

  beforeAll(async () => {
    const { brokers } = await resolveKafka();
    bus = new Bus({ brokers, prefix: freshPrefix(), clientId: 'test', log: SILENT });
    await provisionTopics(bus, [full, empty, ranged, repeated]);
  });
  afterAll(() => bus.close());

  /** Groups with members that read the topic. */
  const stableGroups = (): Promise<number> =>
    withAdmin(bus, async (admin) => {
      const ours = (await admin.listGroups()).groups.map(({ groupId }) => groupId);
      const { groups } = await admin.describeGroups(
        ours.filter((id) => id.startsWith(bus.nameOf(full.name))),
      );
      return groups.filter(({ state }) => state === 'Stable').length;
    });

  describe('GlobalTable', () => {
    it('is ready with the newest event of each key, then follows', async () => {
      await bus.publish(full, [saying('a', '1'), saying('b', '1'), saying('a', '2'), saying('gone', '1')]);
      await bus.publish(full, [saying('gone', null)]);
      const table = bus.globalTable(full, activity);
      const told: [string, string | undefined][] = [];
      table.onChange((key, changed) => told.push([key, changed?.message]));
      expect(table.isReady).toBe(false);
      await table.ready();
      expect(table.isReady).toBe(true);
      expect(table.get('a')?.message).toBe('2');
      expect(table.size).toBe(2);
      expect(table.get('gone')).toBeUndefined();
      expect(told).toEqual([]);
      await bus.publish(full, [saying('a', '3')]);
      await bus.publish(full, [saying('a', null)]);
      await eventually(() => told.length === 2);
      expect(told).toEqual([
        ['a', '3'],
        ['a', undefined],
      ]);
      expect(table.values().map(({ message }) => message)).toEqual(['1']);
    });

    it('is ready at once on an empty topic', async () => {
      const table = bus.globalTable(empty, activity);
      await table.ready();
      expect(table.entries()).toEqual([]);
      await bus.publish(empty, [saying('k', 'first')]);
      await eventually(() => table.get('k')?.message === 'first');
    });

    it('keeps what it had when a record is malformed or a listener fails', async () => {
      const table = bus.globalTable(full, activity);
      await table.ready();
      table.onChange(() => {
        throw new Error('listener');
      });
      await bus.publish(full, [saying('m', 'good')]);
      await bus.publishAsIs(full.name, [{ key: 'm', value: Buffer.from('{'), headers: {}, bytes: 1 }]);
      await bus.publish(full, [saying('n', 'after')]);
      await eventually(() => table.get('n')?.message === 'after' && table.get('m')?.message === 'good');
    });

    describe('with a rule of what supersedes what', () => {
      const later = (current: Activity, incoming: Activity) => incoming.message >= current.message;
      const say = (...messages: (string | null)[]) =>
        bus.publish(
          repeated,
          messages.map((message) => saying('k', message)),
        );

      it('passes over what comes again after what followed it, at the start and live', async () => {
        await say('v5', 'v6', 'v5');
        const table = bus.globalTable(repeated, activity, later);
        await table.ready();
        expect(table.get('k')?.message).toBe('v6');

        const told: (string | undefined)[] = [];
        table.onChange((_key, changed) => told.push(changed?.message));
        await say('v7', 'v6', 'v7', 'v8');
        await eventually(() => told.at(-1) === 'v8');
        expect(told).toEqual(['v7', 'v7', 'v8']);
      });

      it('believes what a deleted key begins with again', async () => {
        await say('v9', null, 'v1');
        const table = bus.globalTable(repeated, activity, later);
        await table.ready();
        expect(table.get('k')?.message).toBe('v1');
        const told: (string | undefined)[] = [];
        table.onChange((_key, changed) => told.push(changed?.message));
        await say('v3', null, 'v2');
        await eventually(() => told.length === 3);
        expect(told).toEqual(['v3', undefined, 'v2']);
      });
    });

    it('leaves no member behind', async () => {
      const table = bus.globalTable(full, activity);
      await table.ready();
      const before = await stableGroups();
      await table.close();
      expect(await stableGroups()).toBe(before - 1);
    });

    it('says so when the cluster cannot be reached, and may be asked again', async () => {
      const nowhere = new Bus({ brokers: ['127.0.0.1:1'], prefix: '', clientId: 'test', log: SILENT });
      const table = nowhere.globalTable(full, activity);
      await expect(table.ready()).rejects.toThrow(/Connection error|ECONNREFUSED/);
      await nowhere.close();
    }, 30_000);
  });

  describe('readTopic', () => {
    it('reads from the first record to what is the end at the start', async () => {
      await bus.publish(
        ranged,
        Array.from({ length: 500 }, (_, i) => saying(`k${i}`, `m${i}`)),
      );
      const records = readTopic(bus, ranged);
      const first = await records.next();
      await bus.publish(ranged, [saying('k', 'late')]);
      const rest = await all(records);
      const messages = [...(first.value ? [first.value] : []), ...rest].map(messageOf);
      expect(new Set(messages)).toEqual(new Set(Array.from({ length: 500 }, (_, i) => `m${i}`)));
      expect(messages).toHaveLength(500);
    });

    it('reads between offsets', async () => {
      const from = new Map([
        [0, 5],
        [1, 1_000_000],
      ]);
      const records = await all(readTopic(bus, ranged, { from, to: new Map([[0, 8]]) }));
      expect(records.map(({ partition, offset }) => [partition, offset])).toEqual([
        [0, 5],
        [0, 6],
        [0, 7],
      ]);
    });

    it('reads from a time', async () => {
      const now = Date.now() + 1;
      await eventually(() => Date.now() > now);
      await bus.publish(ranged, [saying('t', 'after the time')]);
      const records = await all(readTopic(bus, ranged, { from: now }));
      expect(records.map(messageOf)).toEqual(['after the time']);
      expect(await all(readTopic(bus, ranged, { from: Date.now() + 60_000 }))).toEqual([]);
    });

    it('may be left early', async () => {
      for await (const record of readTopic(bus, ranged)) {
        expect(record.offset).toBe(0);
        break;
      }
    });

    it('ends at once on a topic without records', async () => {
      expect(await all(readTopic(bus, { name: empty.name }, { to: 0 }))).toEqual([]);
    });
  });
});
