import { type ConnectionSnapshot, SCHEDULE_MINUTES } from '@joor-bridge/contracts';
import type { JoorFailureKind } from '@joor-bridge/joor';

/** Share of an interval by which polls are spread, so that connections don't come due together. */
const SPREAD = 0.1;

/**
 * Minutes until a connection is polled again after its n-th failure in a row:
 *
 * | failure                                   | 1st | 2nd | 3rd | 4th | 5th | 6th and on |
 * |-------------------------------------------|-----|-----|-----|-----|-----|------------|
 * | unavailable, malformed, refused, our own  |   1 |   2 |   4 |   8 |  16 |         30 |
 * | unauthorized                              |  15 |  30 |  60 | 120 | 240 |        240 |
 *
 * A change of the connection ends the wait. Being throttled is no failure: JOOR or the budget says when.
 */
const WAITS = {
  trouble: [1, 2, 4, 8, 16, 30],
  unauthorized: [15, 30, 60, 120, 240],
} as const;

export type Trouble = Exclude<JoorFailureKind, 'throttled'> | 'internal';

/** @param failures how many in a row, this one included */
export function waitMinutes(trouble: Trouble, failures: number): number {
  const table = trouble === 'unauthorized' ? WAITS.unauthorized : WAITS.trouble;
  return table[Math.min(Math.max(failures, 1), table.length) - 1] ?? WAITS.trouble[0];
}

/** Between two polls, in milliseconds; null when the connection is polled on demand only. */
export function intervalMs(snapshot: ConnectionSnapshot, minuteMs: number): number | null {
  const minutes = SCHEDULE_MINUTES[snapshot.settings['orders.schedule']];
  return minutes === null ? null : minutes * minuteMs;
}

/** Somewhat less than the interval: never later than the schedule promises. */
export const spread = (ms: number, random: () => number = Math.random): number =>
  ms * (1 - SPREAD * random());

/** Somewhat more than a wait after a failure: never sooner than its table says. */
export const spreadLater = (ms: number, random: () => number = Math.random): number =>
  ms * (1 + SPREAD * random());
