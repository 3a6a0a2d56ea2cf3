import type { Assigned } from './in-flight.js';
import type { Room } from './room.js';
import type { Subscription } from './subscription.js';

/** The fetch loop counts as alive when it has turned within this time. */
const STALLED_AFTER_MS = 60_000;

/** How a member of a consumer group is doing; for health checks and metrics. */
export interface GroupStatus {
  readonly group: string;
  /** The fetch loop turns. */
  readonly live: boolean;
  /** In the group, and no record waits because the service as a whole cannot work. */
  readonly ready: boolean;
  /** For a person: why it is not ready, else what it does. */
  readonly detail: string;
  /** Counters since start. */
  readonly joins: number;
  readonly taken: number;
  readonly acked: number;
  readonly deadLettered: number;
  /** Taken and not finished. */
  readonly open: number;
  readonly openBytes: number;
  /** Records behind the end of each partition, as of its last fetch. */
  readonly lag: readonly { readonly topic: string; readonly partition: number; readonly records: number }[];
  /** Epoch milliseconds. */
  readonly lastTurn: number;
}

export function statusOf(member: {
  group: string;
  joined: boolean;
  joins: number;
  lastTurn: number;
  taken: number;
  room: Room;
  homes: readonly Assigned[];
  subscriptions: readonly Subscription[];
}): GroupStatus {
  const { group, joined, joins, lastTurn, taken, room, homes, subscriptions } = member;
  const sum = (count: (subscription: Subscription) => number): number =>
    subscriptions.reduce((total, subscription) => total + count(subscription), 0);
  const outages = sum(({ desk }) => desk.outages);
  return {
    group,
    live: Date.now() - lastTurn < STALLED_AFTER_MS,
    ready: joined && outages === 0,
    detail: !joined
      ? `not in the consumer group ${group}`
      : outages > 0
        ? `${outages} records wait because something they need cannot be reached`
        : `${homes.length} partitions`,
    joins,
    taken,
    acked: sum(({ counts }) => counts.acked),
    deadLettered: sum(({ counts }) => counts.deadLettered),
    open: room.records,
    openBytes: room.bytes,
    lag: homes.map(({ topic, partition, highWatermark, tracker }) => ({
      topic,
      partition,
      records: Math.max(0, highWatermark - (tracker.lowWater ?? highWatermark)),
    })),
    lastTurn,
  };
}
