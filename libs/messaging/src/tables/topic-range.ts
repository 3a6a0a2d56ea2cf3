import { type Cluster, withAdmin } from '../bus/cluster.js';
import { whileSettling } from '../bus/while-settling.js';

/** A place in a topic: a time in epoch milliseconds, or an offset by partition. */
export type Place = number | ReadonlyMap<number, number>;

export interface Range {
  readonly from: ReadonlyMap<number, number>;
  /** Not included. */
  readonly to: ReadonlyMap<number, number>;
}

/**
 * The offsets between two places of a topic. Without `from` it begins at the first record that is still there,
 * without `to` it ends at what is the end now.
 */
export async function rangeOf(
  cluster: Cluster,
  topic: string,
  { from, to }: { from?: Place; to?: Place } = {},
): Promise<Range> {
  const name = cluster.nameOf(topic);
  return withAdmin(cluster, async (admin) => {
    const ends = await whileSettling(() => admin.fetchTopicOffsets(name));
    const byTime = async (time: number) =>
      new Map(
        (await admin.fetchTopicOffsetsByTimestamp(name, time)).map((at) => [at.partition, Number(at.offset)]),
      );
    const start = typeof from === 'number' ? await byTime(from) : from;
    const stop = typeof to === 'number' ? await byTime(to) : to;
    const offsets = ends.map(({ partition, low, high }) => {
      const end = Math.min(stop?.get(partition) ?? Number(high), Number(high));
      return [partition, Math.max(start?.get(partition) ?? 0, Number(low)), end] as const;
    });
    return {
      from: new Map(offsets.map(([partition, begin, end]) => [partition, Math.min(begin, end)])),
      to: new Map(offsets.map(([partition, , end]) => [partition, end])),
    };
  });
}

/** Whether a place is at or after the range's end, for every partition. */
export const isDone = (at: ReadonlyMap<number, number>, { to }: Range): boolean =>
  [...to].every(([partition, end]) => (at.get(partition) ?? 0) >= end);
