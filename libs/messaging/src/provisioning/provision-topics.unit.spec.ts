import { activity, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { fakeCluster } from '../testing/fake-cluster.js';
import { provisionTopics } from './provision-topics.js';

const topic: Topic = {
  name: 't',
  key: 'key',
  events: [activity],
  partitions: 1,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [],
  description: 'For this test.',
};
const SETTLED = { 'cleanup.policy': 'delete', 'retention.ms': String(86_400_000) };

interface Altered {
  resources: { configEntries: { name: string; value: string }[] }[];
}

/** A cluster with `alive` brokers that has the topic with so many copies. */
const provision = async (alive: number, copies: number, minInSync: string) => {
  const entries = Object.entries({ ...SETTLED, 'min.insync.replicas': minInSync });
  const altered: Altered[] = [];
  const admin = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    listTopics: async () => ['x-t'],
    describeCluster: async () => ({ brokers: Array.from({ length: alive }, (_, nodeId) => ({ nodeId })) }),
    fetchTopicMetadata: async () => ({
      topics: [
        { name: 'x-t', partitions: [{ replicas: Array.from({ length: copies }, (_, index) => index) }] },
      ],
    }),
    describeConfigs: async () => ({
      resources: [
        {
          resourceName: 'x-t',
          configEntries: entries.map(([configName, configValue]) => ({
            configName,
            configValue,
            isDefault: false,
          })),
        },
      ],
    }),
    alterConfigs: async (request: Altered) => void altered.push(request),
  };
  const done = await provisionTopics(fakeCluster({ admin: () => admin }), [topic]);
  const settings = altered[0]?.resources[0]?.configEntries ?? [];
  return { ...done, minInSync: settings.find(({ name }) => name === 'min.insync.replicas')?.value };
};

describe('how many copies of a topic that exists must be in sync', () => {
  it.each([
    [2, 3, '2'],
    [1, 3, '2'],
    [1, 2, '1'],
    [3, 3, '3'],
    [3, 1, '1'],
    [5, 2, '1'],
  ])('%i brokers there, %i copies, %s in sync: stays', async (alive, copies, minInSync) => {
    expect(await provision(alive, copies, minInSync)).toEqual({
      created: [],
      changed: [],
      unchanged: ['x-t'],
      minInSync: undefined,
    });
  });

  it.each([3, 2, 1])('%i brokers there, 3 copies, 1 in sync: becomes 2', async (alive) => {
    expect(await provision(alive, 3, '1')).toMatchObject({ changed: ['x-t'], minInSync: '2' });
  });
});

describe('a topic that is made', () => {
  it('is waited for until its leaders answer, also when a repeat finds it made', async () => {
    const unknown = () =>
      Promise.reject(Object.assign(new Error('?'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' }));
    const creations = [unknown, async () => false];
    const offsets = [unknown, unknown, async () => []];
    const next = (answers: (() => Promise<unknown>)[]) => () => answers.shift()?.();
    const admin = {
      connect: async () => undefined,
      disconnect: async () => undefined,
      listTopics: async () => [],
      describeCluster: async () => ({ brokers: [{ nodeId: 1 }] }),
      createTopics: next(creations),
      fetchTopicOffsets: next(offsets),
    };
    const { created } = await provisionTopics(fakeCluster({ admin: () => admin }), [topic]);
    expect(created).toEqual(['x-t']);
    expect([creations, offsets]).toEqual([[], []]);
  });
});
