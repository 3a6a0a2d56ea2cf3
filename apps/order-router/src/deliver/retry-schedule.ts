const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * When a failed delivery is tried again: 1 minute, doubling to 1 hour, each ± 20 %, for 15 days.
 *
 * | try   | wait   | since the first |
 * | ----- | ------ | --------------- |
 * | 2     | 1 min  | 1 min           |
 * | 3     | 2 min  | 3 min           |
 * | 4     | 4 min  | 7 min           |
 * | 5     | 8 min  | 15 min          |
 * | 6     | 16 min | 31 min          |
 * | 7     | 32 min | 1 h             |
 * | 8 …   | 1 h    | 15 days         |
 *
 * CartRover gives up after about 15 days too. A `Retry-After` longer than the wait is obeyed.
 */
const GIVE_UP_AFTER_MS = 15 * 24 * HOUR_MS;
const JITTER = 0.2;

/** @returns milliseconds until the next try, or null when it is time to give up */
export function nextTryInMs(facts: {
  /** Tries so far, at least 1. */
  readonly tries: number;
  readonly sinceFirstTryMs: number;
  readonly retryAfterMs: number | null;
  /** 0 to 1. */
  readonly random: number;
}): number | null {
  if (facts.sinceFirstTryMs >= GIVE_UP_AFTER_MS) return null;
  const planned = Math.min(MINUTE_MS * 2 ** (facts.tries - 1), HOUR_MS);
  const jittered = planned * (1 - JITTER + 2 * JITTER * facts.random);
  return Math.round(Math.max(jittered, facts.retryAfterMs ?? 0));
}
