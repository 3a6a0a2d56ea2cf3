import { type OrderOutcome, orderKey } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { outboxRowOf } from '../outcomes/outcome.js';
import { type OrderId, standingOutcomes } from '../outcomes/standing-outcomes.js';

const GROUP = 500;

/** Orders of which the topic has said at some time that JOOR has cancelled them. Cancellations are few. */
export class ToldCancelled {
  readonly orders = new Map<string, OrderId>();

  note({ connectionId, orderId, cancelledInJoor }: OrderOutcome): void {
    if (cancelledInJoor) this.orders.set(orderKey(connectionId, orderId), { connectionId, orderId });
  }
}

const CANCELLED = `
select connection_id as "connectionId", order_id as "orderId"
from deliveries d join orders o using (connection_id, order_id)
where d.state = 'delivered' and o.joor_status = 'cancelled'`;

/**
 * Tells again of delivered orders whether JOOR has cancelled them: the ledger may have been lost between a
 * cancellation, or its taking back, and its telling. What was told already is only repeated.
 */
export async function tellTheTurned(pool: pg.Pool, told: ToldCancelled): Promise<void> {
  const { rows } = await pool.query<OrderId>(CANCELLED);
  const orders = new Map(told.orders);
  for (const order of rows) orders.set(orderKey(order.connectionId, order.orderId), order);
  const all = [...orders.values()];
  for (let at = 0; at < all.length; at += GROUP) {
    await inTransaction(pool, async (client) => {
      const standing = await standingOutcomes(client, all.slice(at, at + GROUP));
      await addToOutbox(client, [...standing.values()].map(outboxRowOf));
    });
  }
}
