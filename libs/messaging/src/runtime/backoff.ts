/**
 * How long a failed record waits in place before its next try; each wait ±20 %, so that records which failed
 * together do not come back together.
 *
 * | failure    | 1      | 2     | 3     | 4     | 5     | 6   | 7    | 8 and on |
 * |------------|--------|-------|-------|-------|-------|-----|------|----------|
 * | transient  | 0.25 s | 0.5 s | 1 s   | 2 s   | 4 s   | 8 s | 16 s | 30 s     |
 * | unexpected | 1 s    | 2 s   | 5 s   | 15 s  | 30 s  | dead letter       |||
 */
export interface Backoff {
  /** Milliseconds; the last one repeats for ever. */
  readonly transient: readonly number[];
  /** Milliseconds; after the last one the record is given up. */
  readonly unexpected: readonly number[];
  /** Share of a wait by which it is made longer or shorter at random. */
  readonly jitter: number;
}

export const DEFAULT_BACKOFF: Backoff = {
  transient: [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000],
  unexpected: [1_000, 2_000, 5_000, 15_000, 30_000],
  jitter: 0.2,
};

/**
 * Milliseconds to wait after the given number of failures of that kind, the latest included; null: give up.
 * @param random from 0 up to 1
 */
export function waitAfter(
  kind: 'transient' | 'unexpected',
  failures: number,
  backoff: Backoff,
  random: number,
): number | null {
  const schedule = backoff[kind];
  const wait = kind === 'transient' ? (schedule[failures - 1] ?? schedule.at(-1)) : schedule[failures - 1];
  return wait === undefined ? null : Math.round(wait * (1 + backoff.jitter * (2 * random - 1)));
}
