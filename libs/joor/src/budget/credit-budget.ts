/**
 * JOOR's request limit (Rate limits, in force by account): 300 credits in a fixed window of 300 s that begins
 * with its first request; a GET costs 1, every write 5. We count v2 and v4 together: whether JOOR does is not
 * said, and this way we are never above it.
 */
export const CREDIT_WINDOW_MS = 300_000;
export const CREDITS_PER_WINDOW = 300;
export const CREDITS = { read: 1, write: 5 } as const;

/**
 * Who spends, and how full the account's window may be for it, whoever filled it. Orders come before inventory, which
 * comes before products and old orders: a late order is a late parcel, late stock oversells, a late style does no harm.
 *
 * | lane        | up to | which leaves                                                              |
 * |-------------|-------|---------------------------------------------------------------------------|
 * | `live`      | 300   | nothing: orders may have it all                                           |
 * | `inventory` | 240   | 60 for orders: as many pages, or 12 writes                                |
 * | `backfill`  | 150   | 150 for live orders                                                       |
 * | `products`  | 150   | 90 for inventory, which are 18 batches, and 60 more for orders            |
 */
export type Lane = 'live' | 'inventory' | 'backfill' | 'products';
export const LANE_LIMITS: Readonly<Record<Lane, number>> = {
  live: CREDITS_PER_WINDOW,
  inventory: 240,
  backfill: 150,
  products: 150,
};

export type Spending =
  | { readonly granted: true }
  /** Nothing was taken; ask again after `waitMs`. */
  | { readonly granted: false; readonly waitMs: number };

/** The credits of all accounts, shared by everybody who speaks to JOOR. */
export interface CreditBudget {
  spend(account: string, lane: Lane, credits: number): Promise<Spending>;
  /** JOOR said 429: nobody may ask for this account until `retryAfterMs` is over, or the window where it is null. */
  block(account: string, retryAfterMs: number | null): Promise<void>;
}

/** Where an account's window stands. */
export interface CreditWindow {
  readonly used: number;
  readonly endsInMs: number;
}

/** What spending would come to, given the window; null is a window that has not begun. */
export function judgeSpending(window: CreditWindow | null, lane: Lane, credits: number): Spending {
  if (!window || window.used + credits <= LANE_LIMITS[lane]) return { granted: true };
  return { granted: false, waitMs: Math.max(1, window.endsInMs) };
}
