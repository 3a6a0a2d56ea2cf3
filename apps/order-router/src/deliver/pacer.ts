/** Spaces requests so that no more than `perSecond` start in a second. */
export class Pacer {
  private nextAt = 0;

  constructor(
    private readonly perSecond: number | null,
    private readonly now: () => number,
  ) {}

  /** Milliseconds until the next request may start; 0 takes the place. */
  take(): number {
    if (this.perSecond === null) return 0;
    const now = this.now();
    if (now < this.nextAt) return this.nextAt - now;
    this.nextAt = Math.max(this.nextAt, now - 1000 / this.perSecond) + 1000 / this.perSecond;
    return 0;
  }
}
