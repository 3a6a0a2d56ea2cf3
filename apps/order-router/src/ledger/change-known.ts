import { inTransaction, textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { type Entry, orderId } from './entry.js';
import { type ActionLimits, act } from './known-actions.js';
import {
  type Incoming,
  type KnownDelivery,
  type KnownOrder,
  reconsider,
  type Trigger,
} from './reconsider.js';
import type { Reconsidered } from './reconsidered.js';

/**
 * Locks orders, then their deliveries, each in the order of the keys. Statements of their own: only what is read
 * after the locks are there is how the orders stand. The timer claims deliveries without a lock on the order.
 */
const LOCKS = ['orders', 'deliveries'].map((table) => ({
  name: `lock-${table}`,
  text: `select from ${table} where (connection_id, order_id) in (select * from unnest($1::text[], $2::text[]))
    order by connection_id, order_id for update`,
}));

const KNOWN = `
select o.connection_id, o.order_id, o.revision, o.modified_at, o.outcome, o.settings_version, o.joor_status,
  d.state, d.revision as delivery_revision, d.doubt
from unnest($1::text[], $2::text[]) as input (connection_id, order_id)
join orders o using (connection_id, order_id)
left join deliveries d using (connection_id, order_id)`;

interface KnownRow {
  connection_id: string;
  order_id: string;
  revision: string;
  modified_at: Date;
  outcome: KnownOrder['outcome'];
  settings_version: number;
  joor_status: string;
  state: KnownDelivery['state'] | null;
  delivery_revision: string;
  doubt: boolean;
}

/**
 * Looks at orders the ledger knows, under a lock on each, and writes what that needs, in one transaction.
 * @param announce adds what the transaction has to tell to the outbox
 */
export async function changeKnown(
  pool: pg.Pool,
  entries: readonly Entry[],
  trigger: Trigger,
  limits: ActionLimits,
  announce: (client: pg.PoolClient, reconsidered: readonly Reconsidered[]) => Promise<void>,
): Promise<Reconsidered[]> {
  return inTransaction(pool, async (client) => {
    for (const lock of LOCKS) await client.query({ ...lock, values: idsOf(entries) });
    const known = await knownOrders(client, entries);
    const reconsidered = entries.map((entry) => judge(entry, known, trigger));
    for (const one of reconsidered) await act(client, one, limits);
    await announce(client, reconsidered);
    return reconsidered;
  });
}

/** How orders stand in the ledger, by `connection id:order id`; those it does not know are missing. */
export async function knownOrders(
  client: pg.ClientBase | pg.Pool,
  entries: readonly Entry[],
): Promise<Map<string, KnownOrder>> {
  const { rows } = await client.query<KnownRow>({ name: 'known', text: KNOWN, values: idsOf(entries) });
  return new Map(rows.map((row) => [`${row.connection_id}:${row.order_id}`, toKnown(row)]));
}

const idsOf = (entries: readonly Entry[]): Buffer[] => [
  textArray(entries.map((entry) => entry.event.connectionId)),
  textArray(entries.map(orderId)),
];

function toKnown(row: KnownRow): KnownOrder {
  return {
    revision: row.revision,
    modifiedAt: row.modified_at,
    outcome: row.outcome,
    settingsVersion: row.settings_version,
    cancelledInJoor: row.joor_status === 'cancelled',
    delivery:
      row.state === null ? null : { state: row.state, revision: row.delivery_revision, doubt: row.doubt },
  };
}

function judge(entry: Entry, known: ReadonlyMap<string, KnownOrder>, trigger: Trigger): Reconsidered {
  const { connectionId, order } = entry.event;
  const before = known.get(`${connectionId}:${order.orderId}`);
  if (before === undefined) throw new Error(`order ${order.orderId} of ${connectionId} left the ledger`);
  return { entry, before, action: reconsider(before, incoming(entry, trigger)) };
}

export const incoming = (entry: Entry, trigger: Trigger): Incoming => ({
  revision: entry.event.revision,
  modifiedAt: new Date(entry.event.order.modifiedAt),
  outcome: entry.decision?.outcome ?? 'wait',
  settingsVersion: entry.decision?.settingsVersion ?? 0,
  trigger,
});
