/** The poll has to end where it is, through no fault of JOOR's: it changes nothing and is done again. */
export class PollInterrupted extends Error {
  override readonly name = 'PollInterrupted';
}

/**
 * The right to poll, for a time. Nobody else polls while it lasts, and its holder asks before each request
 * whether it still does: a process that was paused may wake up after its lease was given to another.
 */
export class Lease {
  private lost = false;

  constructor(
    readonly id: string,
    private untilMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  extend(untilMs: number): void {
    this.untilMs = untilMs;
  }

  lose(): void {
    this.lost = true;
  }

  /** @throws PollInterrupted */
  check(): void {
    if (this.lost || this.now() >= this.untilMs) throw new PollInterrupted('The lease of this poll is over.');
  }
}
