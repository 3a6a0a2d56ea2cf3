import { eventually } from '@joor-bridge/testing';
import type { Installation } from './installation.js';

export interface LedgerState {
  /** Orders the ledger knows. */
  readonly orders: number;
  readonly delivered: number;
  /** Deliveries that are not at their end: claimed or parked. */
  readonly open: number;
  readonly failed: number;
}

const STATE = `
select (select count(*)::int from router.orders where connection_id like 'con_shop%') as orders,
  count(*) filter (where state = 'delivered')::int as delivered,
  count(*) filter (where state in ('delivering', 'parked'))::int as open,
  count(*) filter (where state = 'failed')::int as failed
from router.deliveries where connection_id like 'con_shop%'`;

export async function ledgerState({ ledger }: Pick<Installation, 'ledger'>): Promise<LedgerState> {
  const { rows } = await ledger.query<LedgerState>(STATE);
  return rows[0] ?? { orders: 0, delivered: 0, open: 0, failed: 0 };
}

/** Waits until the ledger knows every order and no delivery is under way. @returns false when that takes too long */
export function untilSettled(
  installation: Pick<Installation, 'ledger'>,
  expected: { readonly orders: number; readonly wanted: number },
  timeoutMs: number,
): Promise<boolean> {
  return eventually(
    async () => {
      const { orders, delivered, open, failed } = await ledgerState(installation);
      return orders >= expected.orders && delivered + failed >= expected.wanted && open === 0;
    },
    { timeoutMs, everyMs: 500 },
  ).then(
    () => true,
    () => false,
  );
}
