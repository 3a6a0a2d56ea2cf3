import { activity, allTopics, compact, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { freshPrefix, resolveKafka } from '@joor-bridge/testing';
import { Bus } from '../bus/bus.js';
import { withAdmin } from '../bus/cluster.js';
import { SILENT } from '../bus/log.js';
import { checkTopics } from './check-topics.js';
import { provisionTopics } from './provision-topics.js';

/** Kafka's number for a topic as a thing with settings. */
const TOPIC_RESOURCE = 2;

const topic = (name: string, more: Partial<Topic> = {}): Topic => ({
  name,
  key: 'key',
  events: [activity],
  partitions: 2,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
  ...more,
});

describe('provisioning', () => {
  let bus: Bus;
  const settingOf = async (name: string, setting: string): Promise<string | undefined> => {
    const resource = { type: TOPIC_RESOURCE, name: bus.nameOf(name) };
    const { resources } = await withAdmin(bus, (admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [resource] }),
    );
    return resources[0]?.configEntries.find(({ configName }) => configName === setting)?.configValue;
  };

  beforeEach(async () => {
    const { brokers } = await resolveKafka();
    bus = new Bus({ brokers, prefix: freshPrefix(), clientId: 'test', log: SILENT });
  });
  afterEach(() => bus.close());

  it('makes every declared topic, and finds nothing to do the second time', async () => {
    const first = await provisionTopics(bus);
    expect(first.created).toHaveLength(allTopics().length);
    await expect(checkTopics(bus)).resolves.toBeUndefined();
    const second = await provisionTopics(bus);
    expect(second).toEqual({ created: [], changed: [], unchanged: first.created });
  });

  it('refuses when topics are missing or have other partitions, and names the command', async () => {
    await provisionTopics(bus, [topic('small')]);
    const check = checkTopics(bus, [topic('small', { partitions: 3 }), topic('none')]);
    const [small, none] = [bus.nameOf('small'), bus.nameOf('none')];
    await expect(check).rejects.toThrow(
      `topic ${small} has 2 partitions, not 3; topic ${none} is missing. Run \`joorctl topics apply\``,
    );
  });

  it('sets how long records are kept', async () => {
    await provisionTopics(bus, [
      topic('deleted', { cleanup: deleteAfter(7) }),
      topic('compacted', { cleanup: compact(30) }),
      topic('t.g.dlq', { events: [] }),
    ]);
    expect(await settingOf('deleted', 'retention.ms')).toBe(String(7 * 86_400_000));
    expect(await settingOf('compacted', 'cleanup.policy')).toBe('compact');
    expect(await settingOf('compacted', 'min.compaction.lag.ms')).toBe(String(30 * 86_400_000));
    expect(await settingOf('t.g.dlq', 'max.message.bytes')).toBe('2097152');
  });

  it('mends settings and keeps those that somebody else made', async () => {
    await provisionTopics(bus, [topic('t', { cleanup: deleteAfter(1) })]);
    await withAdmin(bus, (admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: TOPIC_RESOURCE,
            name: bus.nameOf('t'),
            configEntries: [{ name: 'segment.ms', value: '1234567' }],
          },
        ],
      }),
    );
    const { changed } = await provisionTopics(bus, [topic('t', { cleanup: deleteAfter(2) })]);
    expect(changed).toEqual([bus.nameOf('t')]);
    expect(await settingOf('t', 'retention.ms')).toBe(String(2 * 86_400_000));
    expect(await settingOf('t', 'segment.ms')).toBe('1234567');
  });

  it('adds partitions to an empty topic, and never to one with records', async () => {
    await provisionTopics(bus, [topic('grows'), topic('stays')]);
    await bus.publishAsIs('stays', [{ key: 'k', value: null, headers: {}, bytes: 1 }]);
    await provisionTopics(bus, [topic('grows', { partitions: 3 })]);
    await expect(checkTopics(bus, [topic('grows', { partitions: 3 })])).resolves.toBeUndefined();
    await expect(provisionTopics(bus, [topic('stays', { partitions: 3 })])).rejects.toThrow(
      /has 2 partitions, not 3, and cannot be changed/,
    );
  });
});
