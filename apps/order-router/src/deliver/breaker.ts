/**
 * Keeps a connection whose WMS is down from being stormed. Five failures in a row with no success between them
 * open it; while it is open nothing is sent but one probe at a time:
 *
 * | down for | next probe after |
 * | -------- | ---------------- |
 * | 0 s      | 0.5 s            |
 * | 10 s     | 1.5 s            |
 * | 1 min    | 9 s              |
 * | 7 min …  | 60 s             |
 *
 * which is 15 % of the time it has been down, so that recovery is noticed within about a seventh of the outage,
 * and a 10 s outage costs about a dozen probes. A WMS that says when to come back (`Retry-After`) is left alone at
 * once, and until then. Credentials that were refused are probed every 15 minutes; a change of the connection makes a new breaker.
 *
 * Answers of requests from before it opened come late, while a probe may be out: only the probe's own ends it.
 */
const FAILURES_TO_OPEN = 5;
const PROBE_SHARE = 0.15;
const MIN_PROBE_MS = 500;
const MAX_PROBE_MS = 60_000;
const UNAUTHORIZED_PROBE_MS = 15 * 60_000;

export class Breaker {
  private failures = 0;
  private openedAt: number | null = null;
  private probeAt = 0;
  private probing = false;

  /** @param now monotonic clock in milliseconds */
  constructor(private readonly now: () => number) {}

  get isOpen(): boolean {
    return this.openedAt !== null;
  }

  /** Milliseconds until a probe may go out; 0 when one may now or when the breaker is closed. */
  get probeInMs(): number {
    return this.isOpen ? Math.max(0, this.probeAt - this.now()) : 0;
  }

  /** Whether one delivery may go out as the probe. The caller must report its end. */
  takeProbe(): boolean {
    if (!this.isOpen || this.probing || this.probeInMs > 0) return false;
    this.probing = true;
    return true;
  }

  /** A probe that came to no answer (nothing was due, or its claim was lost). */
  returnProbe(): void {
    this.probing = false;
  }

  /** @returns true when this closed the breaker */
  succeeded(): boolean {
    const wasOpen = this.isOpen;
    this.failures = 0;
    this.openedAt = null;
    this.probing = false;
    return wasOpen;
  }

  /**
   * @param probe whether it is the probe that failed
   * @returns true when this opened the breaker
   */
  failed(retryAfterMs: number | null, probe: boolean): boolean {
    this.failures += 1;
    const enough = this.failures >= FAILURES_TO_OPEN || retryAfterMs !== null;
    if (this.openedAt === null && !enough) return false;
    return this.open(retryAfterMs ?? 0, probe);
  }

  /**
   * Credentials were refused: trying on would only be refused again.
   * @param probe whether it is the probe that was refused
   * @returns true when this opened the breaker
   */
  refused(probe: boolean): boolean {
    return this.open(UNAUTHORIZED_PROBE_MS, probe);
  }

  private open(atLeastMs: number, probe: boolean): boolean {
    const now = this.now();
    const opens = this.openedAt === null;
    this.openedAt ??= now;
    if (opens || probe) this.probing = false;
    const planned = Math.min(Math.max((now - this.openedAt) * PROBE_SHARE, MIN_PROBE_MS), MAX_PROBE_MS);
    this.probeAt = Math.max(this.probeAt, now + Math.max(planned, atLeastMs));
    return opens;
  }
}
