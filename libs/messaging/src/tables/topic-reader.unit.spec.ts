import { fakeCluster } from '../testing/fake-cluster.js';
import { TopicReader } from './topic-reader.js';

type Listener = (event: { payload: object }) => void;
type EachBatch = (payload: object) => Promise<void>;

/** The client's consumer, its events and batches in the test's hands. */
const reading = async (from: readonly [number, number][]) => {
  const listeners = new Map<string, Listener[]>();
  const asked: string[] = [];
  const groups: string[] = [];
  let eachBatch: EachBatch = async () => undefined;
  const consumer = {
    events: { GROUP_JOIN: 'join', END_BATCH_PROCESS: 'end', CRASH: 'crash', HEARTBEAT: 'heartbeat' },
    on: (name: string, listener: Listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]),
    seek: ({ topic, partition, offset }: { topic: string; partition: number; offset: string }) =>
      asked.push(`seek ${topic}/${partition} ${offset}`),
    connect: async () => undefined,
    subscribe: async ({ topic }: { topic: string }) => void asked.push(`subscribe ${topic}`),
    run: async (options: { eachBatch: EachBatch; autoCommit: boolean }) => {
      asked.push(`run, commits: ${options.autoCommit}`);
      eachBatch = options.eachBatch;
    },
    disconnect: async () => void asked.push('disconnect'),
  };
  const cluster = fakeCluster({
    consumer: ({ groupId }: { groupId: string }) => {
      groups.push(groupId);
      return consumer;
    },
  });
  const read: string[] = [];
  const positions: string[] = [];
  const crashes: string[] = [];
  const reader = new TopicReader(cluster, {
    topic: 't',
    from: new Map(from),
    onRecords: async (partition, records) => {
      read.push(...records.map(({ offset }) => `${partition}/${offset}`));
    },
    onPosition: (partition, offset) => void positions.push(`${partition}/${offset}`),
    onCrash: ({ message }) => void crashes.push(message),
  });
  await reader.start();
  const tell = (name: string, payload: object): void => {
    for (const listener of listeners.get(name) ?? []) listener({ payload });
  };
  return {
    reader,
    asked,
    groups,
    read,
    positions,
    crashes,
    join: () => tell('join', {}),
    crash: (restart: boolean) => tell('crash', { error: new Error('gone'), restart }),
    bring: async (partition: number, offsets: readonly number[], last = offsets.at(-1)) => {
      const messages = offsets.map((offset) => ({ offset: String(offset) }));
      await eachBatch({ batch: { partition, messages }, heartbeat: async () => undefined });
      tell('end', { partition, lastOffset: String(last) });
    },
  };
};

describe('TopicReader', () => {
  it('reads from the offsets given, in a group that nobody else has, and commits nothing', async () => {
    const first = await reading([
      [0, 5],
      [1, 0],
    ]);
    const second = await reading([]);
    first.join();
    expect(first.asked).toEqual(['subscribe x-t', 'run, commits: false', 'seek x-t/0 5', 'seek x-t/1 0']);
    expect(first.groups[0]).toMatch(/^x-t\.test\./);
    expect(first.groups[0]).not.toBe(second.groups[0]);
  });

  it('goes on where it was after another join', async () => {
    const { join, bring, asked } = await reading([[0, 5]]);
    join();
    await bring(0, [5, 6, 7]);
    join();
    expect(asked.filter((line) => line.startsWith('seek'))).toEqual(['seek x-t/0 5', 'seek x-t/0 8']);
  });

  it('gives each record once, whatever comes again', async () => {
    const { bring, read, positions } = await reading([[0, 5]]);
    await bring(0, [3, 4, 5, 6]);
    await bring(0, [5, 6]);
    await bring(0, [6, 7]);
    expect(read).toEqual(['0/5', '0/6', '0/7']);
    expect(positions).toEqual(['0/7', '0/8']);
  });

  it('is past what compaction removed at the end of a batch', async () => {
    const { bring, positions } = await reading([[0, 0]]);
    await bring(0, [1], 9);
    expect(positions).toEqual(['0/10']);
  });

  it('says so when the client gives up, not when it starts again by itself', async () => {
    const { crash, crashes } = await reading([]);
    crash(true);
    expect(crashes).toEqual([]);
    crash(false);
    expect(crashes).toEqual(['gone']);
  });

  it('leaves when it stops', async () => {
    const { reader, asked } = await reading([]);
    await reader.stop();
    expect(asked.at(-1)).toBe('disconnect');
  });
});
