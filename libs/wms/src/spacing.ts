import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds since some moment. */
type Clock = () => number;

/** Lets requests through no faster than so many a second, in the order in which they ask. */
export class Spacing {
  private readonly gapMs: number;
  private nextAt = Number.NEGATIVE_INFINITY;

  constructor(
    perSecond: number,
    private readonly now: Clock = () => performance.now(),
    private readonly sleep: (ms: number) => Promise<unknown> = wait,
  ) {
    this.gapMs = 1000 / perSecond;
  }

  async turn(): Promise<void> {
    const now = this.now();
    const at = Math.max(this.nextAt, now);
    this.nextAt = at + this.gapMs;
    // a timer takes whole milliseconds and cuts what is beyond: it would come too early
    if (at > now) await this.sleep(Math.ceil(at - now));
  }
}
