import type { OrderOutcome } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { NOTHING_DELIVERED, outboxRowOf } from '../outcomes/outcome.js';
import type { ClaimedOrder } from './claim-due.js';

/**
 * Nothing was sent under this claim: the order is parked again, with the doubt it had before. The newest revision
 * goes out next time, unless the doubt is about an older one.
 */
export async function giveBack(
  client: pg.Pool | pg.ClientBase,
  { connectionId, orderId, attemptId }: Pick<ClaimedOrder, 'connectionId' | 'orderId' | 'attemptId'>,
  dueInMs: number,
): Promise<void> {
  await client.query(
    `update deliveries set state = 'parked', superseded = superseded and doubt, attempt_id = null,
       lease_until = null, due_at = now() + $4::interval
     where connection_id = $1 and order_id = $2 and attempt_id = $3`,
    [connectionId, orderId, attemptId, `${dueInMs} milliseconds`],
  );
}

/**
 * A claim that can never become a request: the order has failed, and says why. What is in doubt stays so. A newer
 * revision that came since the claim goes out in its place.
 */
export function failClaim(pool: pg.Pool, claim: ClaimedOrder, reason: string): Promise<void> {
  const { connectionId, orderId, workspaceId, revision, modifiedAt, settingsVersion } = claim;
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update deliveries set state = 'failed', reason = $4, superseded = false, attempt_id = null,
         lease_until = null, due_at = null, settled_at = now()
       where connection_id = $1 and order_id = $2 and attempt_id = $3 and (doubt or not superseded)`,
      [connectionId, orderId, claim.attemptId, reason],
    );
    if (rowCount === 0) return giveBack(client, claim, 0);
    const outcome: OrderOutcome = {
      ...{ connectionId, workspaceId, orderId, revision, settingsVersion, reason },
      modifiedAt: modifiedAt.toISOString(),
      state: 'failed',
      rule: null,
      wmsOrderId: null,
      ...{ cancelledInJoor: claim.cancelledInJoor, warehouse: null, ...NOTHING_DELIVERED },
      at: new Date().toISOString(),
    };
    await addToOutbox(client, [outboxRowOf(outcome)]);
  });
}
