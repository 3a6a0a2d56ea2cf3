import { fakeCluster } from '../testing/fake-cluster.js';
import { isDone, rangeOf } from './topic-range.js';

/** Partitions 0 to 2 with what is still there; what a time means is the offset given. */
const cluster = (byTime: readonly number[] = [5, 6, 7]) => {
  const log: string[] = [];
  const ends = [
    [0, 10],
    [4, 20],
    [7, 7],
  ];
  const admin = {
    connect: async () => void log.push('connect'),
    disconnect: async () => void log.push('disconnect'),
    fetchTopicOffsets: async (topic: string) => {
      log.push(topic);
      return ends.map(([low, high], partition) => ({ partition, low: String(low), high: String(high) }));
    },
    fetchTopicOffsetsByTimestamp: async () =>
      byTime.map((offset, partition) => ({ partition, offset: String(offset) })),
  };
  return { log, cluster: fakeCluster({ admin: () => admin }) };
};
const places = (...offsets: readonly number[]) =>
  new Map(offsets.map((offset, partition) => [partition, offset]));

describe('a range of a topic', () => {
  it('is everything that is there, under the name on the cluster, and leaves no connection', async () => {
    const { cluster: whole, log } = cluster();
    expect(await rangeOf(whole, 't')).toEqual({ from: places(0, 4, 7), to: places(10, 20, 7) });
    expect(log).toEqual(['connect', 'x-t', 'disconnect']);
  });

  it('begins and ends at times', async () => {
    const range = await rangeOf(cluster().cluster, 't', { from: 1_000 });
    expect(range).toEqual({ from: places(5, 6, 7), to: places(10, 20, 7) });
    expect((await rangeOf(cluster().cluster, 't', { to: 1_000 })).to).toEqual(places(5, 6, 7));
  });

  it('never begins before the first record, nor after the last', async () => {
    const from = places(-3, 1, 100);
    expect((await rangeOf(cluster().cluster, 't', { from })).from).toEqual(places(0, 4, 7));
    expect((await rangeOf(cluster().cluster, 't', { from: places(99, 99, 99) })).from).toEqual(
      places(10, 20, 7),
    );
  });

  it('never ends behind the last record', async () => {
    expect((await rangeOf(cluster().cluster, 't', { to: places(99, 8, 99) })).to).toEqual(places(10, 8, 7));
  });

  it('is empty where the end lies before the beginning', async () => {
    const range = await rangeOf(cluster().cluster, 't', { from: places(5, 15, 7), to: places(2, 8, 7) });
    expect(range.from).toEqual(places(2, 8, 7));
    expect(isDone(range.from, range)).toBe(true);
  });

  it('takes partitions without a place whole', async () => {
    const range = await rangeOf(cluster().cluster, 't', { from: new Map([[1, 9]]), to: new Map([[0, 3]]) });
    expect(range).toEqual({ from: places(0, 9, 7), to: places(3, 20, 7) });
  });

  it('ends the connection also when the cluster refuses', async () => {
    const { cluster: refusing, log } = cluster();
    const admin = refusing.kafka.admin();
    admin.fetchTopicOffsets = () => Promise.reject(new Error('no such topic'));
    await expect(rangeOf(refusing, 't')).rejects.toThrow('no such topic');
    expect(log).toEqual(['connect', 'disconnect']);
  });
});

describe('the end of a range', () => {
  const range = { from: places(0, 0), to: places(3, 5) };

  it.each([
    [[3, 5], true],
    [[4, 9], true],
    [[3, 4], false],
    [[2, 5], false],
    [[3], false],
    [[], false],
  ])('at %j: %p', (at, done) => expect(isDone(places(...at), range)).toBe(done));

  it('is where a topic without partitions begins', () => {
    expect(isDone(new Map(), { from: new Map(), to: new Map() })).toBe(true);
  });
});
