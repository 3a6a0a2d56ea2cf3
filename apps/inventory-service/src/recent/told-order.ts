import { type OrderOutcome, TEST_ORDER_PREFIX, type World } from '@joor-bridge/contracts';

/** What is known of an order as far as the stock goes. */
export interface ToldOrder {
  /** `at` of the newest outcome. */
  readonly toldAt: number;
  readonly revision: string;
  /** Since when its units are gone from the stock; null when they are not: never delivered, or given back. */
  readonly deliveredAt: number | null;
}

/** Orders of JOOR's sandbox carry it in their number. */
export const worldOfOrder = (orderId: string): World =>
  orderId.startsWith(TEST_ORDER_PREFIX) ? 'sandbox' : 'production';

/**
 * What is known once an outcome was heard. Of two the newer `at` holds, whichever comes last; the lines are those of
 * the outcome that holds. One delivery is told more than once, and later each time: it stays where it was first.
 */
export function toldOrder(
  known: ToldOrder | null,
  outcome: OrderOutcome,
): { readonly order: ToldOrder; readonly holds: boolean } {
  const told = toldBy(outcome);
  if (known === null) return { order: told, holds: true };
  const holds = told.toldAt >= known.toldAt;
  const newest = holds ? told : known;
  const deliveredAt = known.revision === told.revision ? earlier(known, told) : newest.deliveredAt;
  return { order: { ...newest, deliveredAt }, holds };
}

/** Of two that tell of the same delivery; otherwise the newer one's. */
function earlier(known: ToldOrder, told: ToldOrder): number | null {
  if (known.deliveredAt === null || told.deliveredAt === null) {
    return told.toldAt >= known.toldAt ? told.deliveredAt : known.deliveredAt;
  }
  return Math.min(known.deliveredAt, told.deliveredAt);
}

function toldBy({ state, cancelledInJoor, deliveredAt, at, revision }: OrderOutcome): ToldOrder {
  const gone = state === 'delivered' && !cancelledInJoor;
  return {
    toldAt: Date.parse(at),
    revision,
    deliveredAt: gone ? Date.parse(deliveredAt ?? at) : null,
  };
}
