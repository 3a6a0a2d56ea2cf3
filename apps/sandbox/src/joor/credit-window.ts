export interface CreditLimit {
  readonly credits: number;
  readonly windowSeconds: number;
  /** Whether a refusal says when to come back; which headers JOOR sends besides the account is not documented. */
  readonly retryAfter: boolean;
}

export const JOOR_CREDITS: CreditLimit = { credits: 300, windowSeconds: 300, retryAfter: true };

/**
 * JOOR's budget of one account: so many credits in a fixed window that starts with its first request
 * (JOOR developer docs, rate limits). A read costs 1, a write 5; a refused call costs nothing here.
 */
export class CreditWindow {
  private startedAt: number | null = null;
  private spent = 0;

  /** Takes credits. Returns null, or the milliseconds until the window ends when they do not suffice. */
  take(cost: number, limit: CreditLimit, now: number): number | null {
    const lengthMs = limit.windowSeconds * 1000;
    if (this.startedAt === null || now >= this.startedAt + lengthMs) {
      this.startedAt = now;
      this.spent = 0;
    }
    if (this.spent + cost > limit.credits) return this.startedAt + lengthMs - now;
    this.spent += cost;
    return null;
  }

  reset(): void {
    this.startedAt = null;
  }
}
