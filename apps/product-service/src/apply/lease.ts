/** Work on a connection has to end where it is: it changes nothing more and is gone on with by whoever has the lease. */
export class ApplyInterrupted extends Error {
  override readonly name = 'ApplyInterrupted';
}

/** Time by both clocks: the monotonic one does not count a machine's suspension, the other may be set. */
export interface Clocks {
  readonly monotonic: () => number;
  readonly wall: () => number;
}

export const CLOCKS: Clocks = { monotonic: () => performance.now(), wall: () => Date.now() };

/**
 * The right to write to JOOR for a connection, for a time. Its holder asks immediately before each request whether
 * it still has it: a process that was paused may wake up after the lease went to another.
 */
export class Lease {
  private endsMonotonic: number;
  private endsWall: number;
  private lost = false;

  constructor(
    readonly id: string,
    private readonly leaseMs: number,
    private readonly clocks: Clocks = CLOCKS,
    /** When the statement that took it was sent, so that we are never late. */
    asked = { monotonic: clocks.monotonic(), wall: clocks.wall() },
  ) {
    this.endsMonotonic = asked.monotonic + leaseMs;
    this.endsWall = asked.wall + leaseMs;
  }

  /** It was renewed by a statement that was sent at this time. */
  renewed(asked: { readonly monotonic: number; readonly wall: number }): void {
    this.endsMonotonic = asked.monotonic + this.leaseMs;
    this.endsWall = asked.wall + this.leaseMs;
  }

  lose(): void {
    this.lost = true;
  }

  isHeld(): boolean {
    return !this.lost && this.clocks.monotonic() < this.endsMonotonic && this.clocks.wall() < this.endsWall;
  }

  /** @throws ApplyInterrupted */
  check(): void {
    if (!this.isHeld()) throw new ApplyInterrupted('The right to write to JOOR for this connection is over.');
  }
}
