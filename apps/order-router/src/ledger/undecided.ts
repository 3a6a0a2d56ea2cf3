import { type OrderRevised, orderRevised } from '@joor-bridge/contracts';
import type pg from 'pg';

/** Connections that have orders waiting for settings, or held. */
export async function connectionsUndecided(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ connection_id: string }>(
    "select distinct connection_id from orders where outcome in ('wait', 'hold')",
  );
  return rows.map((row) => row.connection_id);
}

/** A group of undecided orders, as they are to be looked at again. */
export interface Undecided {
  readonly orders: readonly { event: OrderRevised; bytes: Buffer; record: null }[];
  /** Of orders whose event cannot be read any more. */
  readonly failures: readonly unknown[];
  /** The place of the last one; null: there are no more. */
  readonly last: string | null;
}

/**
 * Orders of a connection that wait or are held by a decision older than `version`, newest revision each, by their
 * place in the ledger.
 * @param after only those behind this place: an order that stays as it is must not be given again
 */
export async function undecidedOrders(
  pool: pg.Pool,
  connectionId: string,
  version: number,
  { after, limit }: { after: string; limit: number },
): Promise<Undecided> {
  const { rows } = await pool.query<{ seq: string; event: Buffer }>(
    `select o.seq, r.event from orders o join revisions r using (connection_id, order_id, revision)
     where o.connection_id = $1 and o.outcome in ('wait', 'hold') and o.settings_version < $2
       and o.seq > $3::bigint
     order by o.seq limit $4`,
    [connectionId, version, after, limit],
  );
  const orders = [];
  const failures = [];
  for (const { event } of rows) {
    try {
      orders.push({ event: orderRevised.decode(event), bytes: event, record: null });
    } catch (error) {
      failures.push(error);
    }
  }
  return { orders, failures, last: rows.at(-1)?.seq ?? null };
}
