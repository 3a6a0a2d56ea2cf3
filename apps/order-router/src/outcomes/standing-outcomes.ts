import {
  type ConnectionSnapshot,
  type OrderOutcome,
  type OrderRevised,
  type OrderState,
  orderKey,
  orderRevised,
} from '@joor-bridge/contracts';
import type pg from 'pg';
import { decideLines } from '../decide/decide-lines.js';
import { policyOf } from '../decide/policy.js';
import { snapshotsAt } from '../ledger/settings-versions.js';
import { deliveredLines } from './delivered-lines.js';
import { joorFactsOf, stateOf } from './outcome.js';

/** One order of one connection. */
export interface OrderId {
  readonly connectionId: string;
  readonly orderId: string;
}

/** The revision is the one that a delivery is about; the newest where there is no delivery. */
const STANDING = `
select o.connection_id, o.order_id, o.workspace_id, coalesce(d.revision, o.revision) as revision,
  coalesce(r.modified_at, o.modified_at) as modified_at, o.outcome, o.rule, o.reason, o.joor_status,
  coalesce(d.settings_version, o.settings_version) as settings_version,
  d.state, d.reason as delivery_reason, d.wms_order_id, d.settled_at, d.lines, r.event
from unnest($1::text[], $2::text[]) as input (connection_id, order_id)
join orders o using (connection_id, order_id)
left join deliveries d using (connection_id, order_id)
left join revisions r on r.connection_id = o.connection_id and r.order_id = o.order_id
  and r.revision = coalesce(d.revision, o.revision)`;

interface StandingRow {
  connection_id: string;
  order_id: string;
  workspace_id: string;
  revision: string;
  modified_at: Date;
  outcome: 'wait' | 'deliver' | 'skip' | 'hold';
  rule: string | null;
  reason: string | null;
  joor_status: string;
  settings_version: number;
  state: OrderState | null;
  delivery_reason: string | null;
  wms_order_id: string | null;
  settled_at: Date | null;
  lines: OrderOutcome['lines'] | null;
  event: Buffer | null;
}

/**
 * The outcomes of orders as the ledger has them, by order key, to be told to whoever missed them. What a delivery
 * took is worked out again, by the settings that its request was made under; blank where the ledger lost those or
 * cannot read the order any more.
 */
export async function standingOutcomes(
  client: pg.Pool | pg.ClientBase,
  orders: readonly OrderId[],
): Promise<Map<string, OrderOutcome>> {
  if (orders.length === 0) return new Map();
  const { rows } = await client.query<StandingRow>({
    name: 'standing-outcomes',
    text: STANDING,
    values: [orders.map(({ connectionId }) => connectionId), orders.map(({ orderId }) => orderId)],
  });
  const unknown = rows.filter(({ state, lines }) => state === 'delivered' && lines === null);
  const snapshots = await snapshotsAt(
    client,
    unknown.map((row) => ({ connectionId: row.connection_id, version: row.settings_version })),
  );
  const now = new Date().toISOString();
  return new Map(
    rows.map((row) => {
      const snapshot = snapshots.get(`${row.connection_id}:${row.settings_version}`);
      return [orderKey(row.connection_id, row.order_id), toOutcome(row, snapshot, now)];
    }),
  );
}

function toOutcome(row: StandingRow, snapshot: ConnectionSnapshot | undefined, at: string): OrderOutcome {
  const event = readable(row.event);
  const isDelivered = row.state === 'delivered';
  return {
    connectionId: row.connection_id,
    workspaceId: row.workspace_id,
    orderId: row.order_id,
    revision: row.revision,
    modifiedAt: event?.order.modifiedAt ?? row.modified_at.toISOString(),
    state: row.state ?? stateOf(row.outcome),
    rule: row.state === null ? row.rule : null,
    reason: row.state === null ? row.reason : row.delivery_reason,
    settingsVersion: row.settings_version,
    wmsOrderId: row.wms_order_id,
    cancelledInJoor: row.joor_status === 'cancelled',
    warehouse: event && joorFactsOf(event.order).warehouse,
    deliveredAt: isDelivered ? (row.settled_at?.toISOString() ?? at) : null,
    lines: isDelivered ? (row.lines ?? linesOf(event, snapshot)) : [],
    at,
  };
}

const linesOf = (
  event: OrderRevised | null,
  snapshot: ConnectionSnapshot | undefined,
): OrderOutcome['lines'] =>
  event && snapshot ? deliveredLines(decideLines(event.order, policyOf(snapshot))) : [];

/** An order that this version cannot read has an outcome all the same: a person may have marked it as done. */
function readable(bytes: Buffer | null): OrderRevised | null {
  try {
    return bytes && orderRevised.decode(bytes);
  } catch {
    return null;
  }
}
