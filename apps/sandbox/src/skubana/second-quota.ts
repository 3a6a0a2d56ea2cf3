/** So many requests in each second of the clock. */
export class SecondQuota {
  private second = { at: 0, count: 0 };

  /** Counts a request; how long to wait, in milliseconds, when it is one too many. @param now epoch ms */
  over(perSecond: number | null, now: number): number | null {
    if (perSecond === null) return null;
    const at = Math.floor(now / 1000);
    if (this.second.at !== at) this.second = { at, count: 0 };
    this.second.count += 1;
    return this.second.count > perSecond ? 1000 - (now % 1000) : null;
  }
}
