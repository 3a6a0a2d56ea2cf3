import { byteaArray, textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { decidingReason } from '../decide/decide.js';
import { type Entry, orderId } from './entry.js';

/** Search columns are cut to this: an index row has to fit a third of a page. */
const SEARCH_CHARACTERS = 200;

/**
 * Writes orders the ledger has not seen and claims those that are to be delivered, all in one statement.
 * What is already there is left untouched.
 */
const CLAIM_NEW = `
with input as (
  select * from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bytea[],
    $17::text[], $18::text[], $19::text[], $20::text[]
  ) as row (
    connection_id, order_id, workspace_id, revision, modified_at, outcome, rule, reason, settings_version,
    joor_status, purchase_order, customer_code, customer_name, currency, total, event,
    state, attempt_id, due_in_ms, park_reason
  )
), fresh as (
  insert into orders (
    connection_id, order_id, workspace_id, revision, modified_at, outcome, rule, reason, settings_version,
    joor_status, purchase_order, customer_code, customer_name, currency, total)
  select connection_id, order_id, workspace_id, revision, modified_at, outcome, rule, reason,
    settings_version::int, joor_status, purchase_order, customer_code, customer_name, currency, total
  from input
  on conflict do nothing
  returning connection_id, order_id
), new_revisions as (
  insert into revisions (connection_id, order_id, revision, modified_at, event)
  select connection_id, order_id, revision, modified_at, event
  from input join fresh using (connection_id, order_id)
), new_deliveries as (
  insert into deliveries (
    connection_id, order_id, revision, settings_version, state, test_mode, attempt_id, lease_until, due_at,
    reason, first_tried_at)
  select connection_id, order_id, revision, settings_version::int, split_part(state, ':', 1),
    split_part(state, ':', 2) = 'test',
    attempt_id,
    case when attempt_id is not null then now() + $21::interval end,
    now() + due_in_ms::float8 * interval '1 millisecond',
    park_reason,
    case when attempt_id is not null then now() end
  from input join fresh using (connection_id, order_id)
  where state is not null
)
select connection_id, order_id from fresh`;

/**
 * @param leaseMs how long the claims hold, from before the statement is sent
 * @returns the entries that were new; the others are known to the ledger and need `reconsider`
 */
export async function claimNew(
  pool: pg.Pool,
  entries: readonly Entry[],
  leaseMs: number,
): Promise<{ fresh: Entry[]; known: Entry[] }> {
  const { rows } = await pool.query<[string, string]>({
    name: 'claim-new',
    text: CLAIM_NEW,
    values: [...columns(entries), `${leaseMs} milliseconds`],
    rowMode: 'array',
  });
  if (rows.length === entries.length) return { fresh: [...entries], known: [] };
  const written = new Set(rows.map(([connectionId, id]) => `${connectionId}:${id}`));
  const isNew = (entry: Entry) => written.has(`${entry.event.connectionId}:${orderId(entry)}`);
  return { fresh: entries.filter(isNew), known: entries.filter((entry) => !isNew(entry)) };
}

function columns(entries: readonly Entry[]): Buffer[] {
  const text = (read: (entry: Entry) => string | null) => textArray(entries.map(read));
  return [
    text((entry) => entry.event.connectionId),
    text(orderId),
    text((entry) => entry.event.workspaceId),
    text((entry) => entry.event.revision),
    timestampArray(entries.map((entry) => Date.parse(entry.event.order.modifiedAt))),
    text((entry) => entry.decision?.outcome ?? 'wait'),
    text((entry) => entry.decision?.rule ?? null),
    text((entry) => (entry.decision ? decidingReason(entry.decision) : WAITING)),
    text((entry) => String(entry.decision?.settingsVersion ?? 0)),
    text((entry) => entry.event.order.status),
    text((entry) => searchable(entry.event.order.purchaseOrder)),
    text((entry) => searchable(entry.event.order.customer.code)),
    text((entry) => searchable(entry.event.order.customer.name)),
    text((entry) => searchable(entry.event.order.currency)),
    text((entry) => entry.event.order.total),
    byteaArray(entries.map((entry) => entry.bytes)),
    text((entry) => entry.start && `${entry.start.state}:${entry.start.testMode ? 'test' : 'live'}`),
    text((entry) => (entry.start?.state === 'delivering' ? entry.start.attemptId : null)),
    text((entry) => (entry.start?.state === 'parked' ? String(entry.start.dueInMs) : null)),
    text((entry) => (entry.start?.state === 'parked' ? entry.start.reason : null)),
  ];
}

/** The reason of an order that waits for its connection's settings. */
export const WAITING = "the connection's settings have not arrived yet";

/** NUL is text in JSON and none in PostgreSQL. */
export const searchable = (text: string): string => text.slice(0, SEARCH_CHARACTERS).replaceAll('\0', '');
