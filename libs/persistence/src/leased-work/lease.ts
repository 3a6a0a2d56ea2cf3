/** Work has to end where it is, since another process may be at it: it changes nothing more and is done again. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * The right to do a piece of work, for a time. Nobody else does it while it lasts, and its holder asks before each
 * step that others see whether it still does: a process that was paused may wake up after its lease was given away.
 */
export class Lease {
  private lost = false;

  constructor(
    readonly id: string,
    private untilMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  get held(): boolean {
    return !this.lost && this.now() < this.untilMs;
  }

  extend(untilMs: number): void {
    this.untilMs = untilMs;
  }

  lose(): void {
    this.lost = true;
  }

  /** @throws LeaseLost */
  check(): void {
    if (!this.held) throw new LeaseLost('The lease of this work is over.');
  }
}
