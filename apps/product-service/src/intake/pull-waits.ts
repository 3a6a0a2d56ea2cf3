import type { PullFailed, PullFailureKind } from '@joor-bridge/wms';

const TROUBLE = [1, 2, 4, 8, 16, 30];

/**
 * Minutes until a WMS is read again after its n-th failure in a row:
 *
 * | failure                          | 1st | 2nd | 3rd | 4th | 5th | 6th and on |
 * |----------------------------------|-----|-----|-----|-----|-----|------------|
 * | unavailable, malformed, our own  |   1 |   2 |   4 |   8 |  16 |         30 |
 * | unauthorized, refused            |  15 |  30 |  60 | 120 | 240 |        240 |
 *
 * A change of the connection ends the wait.
 */
const WAITS: Readonly<Record<PullFailureKind | 'internal', readonly number[]>> = {
  unavailable: TROUBLE,
  malformed: TROUBLE,
  internal: TROUBLE,
  unauthorized: [15, 30, 60, 120, 240],
  refused: [15, 30, 60, 120, 240],
};

/** @param failures how many in a row, this one included */
export function pullWaitMinutes(kind: PullFailureKind | 'internal', failures: number): number {
  const table = WAITS[kind];
  return table[Math.min(Math.max(failures, 1), table.length) - 1] ?? 1;
}

/** Milliseconds until the next try; never sooner than the WMS asks for. */
export const waitAfter = (failure: PullFailed, failures: number, minuteMs: number): number =>
  Math.max(pullWaitMinutes(failure.kind, failures) * minuteMs, failure.retryAfterMs ?? 0);
