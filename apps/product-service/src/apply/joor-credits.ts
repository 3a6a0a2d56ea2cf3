import { type CreditBudget, JoorFailure } from '@joor-bridge/joor';
import type { ProductMetrics } from '../metrics/product-metrics.js';
import type { Lease } from './lease.js';

const OUR_BUDGET = 'our own budget';

/**
 * Pays for a request in the lane of products, which leaves room for orders and inventory, and asks for the lease
 * immediately before the request leaves.
 * @throws JoorFailure `throttled` when the lane is used up for now; ApplyInterrupted
 */
export const spendFor =
  (
    budget: CreditBudget,
    account: string,
    lease: Pick<Lease, 'check'>,
    metrics: Pick<ProductMetrics, 'spent'>,
  ) =>
  async (credits: number): Promise<void> => {
    lease.check();
    const spending = await budget.spend(account, 'products', credits);
    if (!spending.granted) {
      throw new JoorFailure(
        'throttled',
        "What products may take of JOOR's request limit is used up for now.",
        {
          retryAfterMs: spending.waitMs,
          cause: OUR_BUDGET,
        },
      );
    }
    lease.check();
    metrics.spent(credits);
  };

/** JOOR itself says that the limit is used up: nobody may ask for this account until it is over. */
export const isJoorsLimit = (failure: JoorFailure): boolean =>
  failure.kind === 'throttled' && failure.cause !== OUR_BUDGET;
