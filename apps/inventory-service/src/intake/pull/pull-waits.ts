import type { PullFailureKind } from '@joor-bridge/wms';

/** How a pull ended badly: as the WMS has it, or within joor-bridge. */
export type Trouble = PullFailureKind | 'internal';

/** Share of a wait by which pulls are spread, so that connections don't come due together. */
const SPREAD = 0.1;

/**
 * Minutes until a connection is read again after its n-th failure in a row:
 *
 * | failure                                   | 1st | 2nd | 3rd | 4th | 5th | 6th and on |
 * |-------------------------------------------|-----|-----|-----|-----|-----|------------|
 * | unavailable, malformed, refused, our own  |   1 |   2 |   4 |   8 |  16 |         30 |
 * | unauthorized                              |  15 |  30 |  60 | 120 | 240 |        240 |
 *
 * Never sooner than the WMS asks for. A change of the connection ends the wait.
 */
const WAITS = {
  trouble: [1, 2, 4, 8, 16, 30],
  unauthorized: [15, 30, 60, 120, 240],
} as const;

/** @param failures how many in a row, this one included */
export function waitMinutes(trouble: Trouble, failures: number): number {
  const table = trouble === 'unauthorized' ? WAITS.unauthorized : WAITS.trouble;
  return table[Math.min(Math.max(failures, 1), table.length) - 1] ?? WAITS.trouble[0];
}

/** Milliseconds until a connection is read again. @param retryAfterMs what the WMS asked for; null: it did not */
export function waitAfter(
  { trouble, failures, retryAfterMs }: { trouble: Trouble; failures: number; retryAfterMs: number | null },
  minuteMs: number,
  random: () => number = Math.random,
): number {
  const wait = waitMinutes(trouble, failures) * minuteMs * (1 + SPREAD * random());
  return Math.round(Math.max(wait, retryAfterMs ?? 0));
}
