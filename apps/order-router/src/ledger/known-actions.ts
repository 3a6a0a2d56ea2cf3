import type pg from 'pg';
import { decidingReason } from '../decide/decide.js';
import { searchable, WAITING } from './claim-new.js';
import { type Entry, orderId } from './entry.js';
import type { Action } from './reconsider.js';
import type { Reconsidered } from './reconsidered.js';

export interface ActionLimits {
  readonly leaseMs: number;
  /** After a claim's lease, how long until its effect must have shown. */
  readonly settleMs: number;
  /** Opens a review task for the change of a delivered order, where the connection wants one. */
  readonly review: (client: pg.ClientBase, one: Reconsidered) => Promise<void>;
}

type Change = (client: pg.ClientBase, one: Reconsidered, limits: ActionLimits) => Promise<unknown>;

/** Writes what an action needs; the order's row is locked by the caller. */
export async function act(client: pg.ClientBase, one: Reconsidered, limits: ActionLimits): Promise<void> {
  await ACTIONS[one.action](client, one, limits);
}

const ACTIONS: Readonly<Record<Action, Change>> = {
  none: async () => {},
  'keep-old-revision': (client, { entry }) => keepRevision(client, entry),
  take: async (client, { entry }, limits) => {
    await adopt(client, entry);
    if (entry.start !== null) await startDelivery(client, entry, limits);
    else await client.query('delete from deliveries where connection_id = $1 and order_id = $2', idOf(entry));
  },
  repark: async (client, { entry }) => {
    await adopt(client, entry);
    await client.query(
      `update deliveries set revision = $3, settings_version = $4 where connection_id = $1 and order_id = $2`,
      [...idOf(entry), entry.event.revision, entry.decision?.settingsVersion ?? 0],
    );
  },
  withdraw: async (client, { entry }) => {
    await adopt(client, entry);
    await client.query('delete from deliveries where connection_id = $1 and order_id = $2', idOf(entry));
  },
  supersede: async (client, { entry }, { settleMs }) => {
    await adopt(client, entry);
    await client.query(
      `update deliveries set superseded = true, due_at = coalesce(due_at, lease_until + $3::interval)
       where connection_id = $1 and order_id = $2`,
      [...idOf(entry), `${settleMs} milliseconds`],
    );
  },
  'hand-over': (client, { entry }, { settleMs }) =>
    client.query(
      `update deliveries set due_at = coalesce(due_at, lease_until + $3::interval)
       where connection_id = $1 and order_id = $2 and state = 'delivering'`,
      [...idOf(entry), `${settleMs} milliseconds`],
    ),
  review: async (client, one, { review }) => {
    await adopt(client, one.entry);
    await review(client, one);
  },
};

/** The revision becomes the order's newest, with its decision. */
async function adopt(client: pg.ClientBase, entry: Entry): Promise<void> {
  await keepRevision(client, entry);
  await keepPastDecision(client, idOf(entry));
  await takeRevision(client, entry);
}

const idOf = (entry: Entry): [string, string] => [entry.event.connectionId, orderId(entry)];

const keepRevision = (client: pg.ClientBase, entry: Entry) =>
  client.query(
    `insert into revisions (connection_id, order_id, revision, modified_at, event)
     values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [...idOf(entry), entry.event.revision, entry.event.order.modifiedAt, entry.bytes],
  );

function takeRevision(client: pg.ClientBase, entry: Entry) {
  const { order } = entry.event;
  return client.query(
    `update orders set revision = $3, modified_at = $4, outcome = $5, rule = $6, reason = $7,
       settings_version = $8, joor_status = $9, purchase_order = $10, customer_code = $11, customer_name = $12,
       currency = $13, total = $14, decided_at = now()
     where connection_id = $1 and order_id = $2`,
    [
      ...idOf(entry),
      entry.event.revision,
      order.modifiedAt,
      entry.decision?.outcome ?? 'wait',
      entry.decision?.rule ?? null,
      entry.decision ? decidingReason(entry.decision) : WAITING,
      entry.decision?.settingsVersion ?? 0,
      order.status,
      searchable(order.purchaseOrder),
      searchable(order.customer.code),
      searchable(order.customer.name),
      searchable(order.currency),
      order.total,
    ],
  );
}

/** The decision that held so far, before another one takes its place. */
export const keepPastDecision = (client: pg.ClientBase, id: readonly [string, string]) =>
  client.query(
    `insert into past_decisions
     select connection_id, order_id, revision, settings_version, outcome, rule, reason, decided_at
     from orders where connection_id = $1 and order_id = $2`,
    [...id],
  );

/** A claim is due once it cannot be in use any more: no record may vouch for it, and its process may die. */
function startDelivery(client: pg.ClientBase, entry: Entry, { leaseMs, settleMs }: ActionLimits) {
  const { start } = entry;
  const dueInMs = start?.state === 'parked' ? start.dueInMs : leaseMs + settleMs;
  return client.query(
    `insert into deliveries as d (connection_id, order_id, revision, state, test_mode, attempt_id, lease_until,
       due_at, reason, first_tried_at, settings_version)
     values ($1, $2, $3, $4, $5, $6, case when $6::text is not null then now() + $7::interval end,
       now() + $8::float8 * interval '1 millisecond', $9, case when $6::text is not null then now() end, $10)
     on conflict (connection_id, order_id) do update set
       revision = excluded.revision, state = excluded.state, test_mode = excluded.test_mode,
       attempt_id = excluded.attempt_id, lease_until = excluded.lease_until, due_at = excluded.due_at,
       reason = excluded.reason, first_tried_at = excluded.first_tried_at,
       settings_version = excluded.settings_version, lines = null,
       attempts = 0, doubt = false, superseded = false, wms_order_id = null, settled_at = null`,
    [
      ...idOf(entry),
      entry.event.revision,
      start?.state,
      start?.testMode,
      start?.state === 'delivering' ? start.attemptId : null,
      `${leaseMs} milliseconds`,
      start?.state === 'would-deliver' ? null : dueInMs,
      start?.state === 'parked' ? start.reason : null,
      entry.decision?.settingsVersion ?? 0,
    ],
  );
}
