/** Events wait for milliseconds; after this long something is wrong that nobody else may have told. */
const LATE_AFTER_MS = 60_000;

/**
 * How long the oldest event has waited, going on from the last look at the outbox. It is late whatever keeps it:
 * a broker that does not answer, or an active relay elsewhere that holds the lock and does nothing.
 */
export class Lateness {
  private since: number | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** `oldestMs`: how old the oldest event was just now; null when there is none. */
  saw(oldestMs: number | null): void {
    this.since = oldestMs === null ? undefined : this.now() - oldestMs;
  }

  /** A sentence while the oldest event is late. */
  get complaint(): string | undefined {
    if (this.since === undefined) return undefined;
    const waited = this.now() - this.since;
    if (waited <= LATE_AFTER_MS) return undefined;
    return `the oldest event in the outbox has waited for ${Math.round(waited / 1_000)} s to be published`;
  }
}
