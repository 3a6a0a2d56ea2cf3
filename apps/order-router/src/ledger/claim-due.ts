import { type OrderRevised, orderRevised } from '@joor-bridge/contracts';
import type pg from 'pg';

/**
 * Claims a connection's deliveries whose time has come: parked ones, and claims whose owner never came back.
 * The latter may have had their effect, and so may those in doubt: they keep the revision that was sent. A doubt
 * belongs to the world the request went to: one about production waits until test mode is off again, one about the
 * sandbox means nothing for production. What is parked for the other world is claimed only to be decided again.
 *
 * Order and delivery are locked both, and compared as they stand then. One that got another revision since the
 * statement began, which does not see that revision yet, is left for the next claim. The oldest are picked before
 * anything is joined: of a backlog of 100,000 no more than these are read.
 */
const CLAIM_DUE = `
with due as (
  select connection_id, order_id, revision, (doubt or state = 'delivering') and test_mode = $5::boolean as in_doubt
  from deliveries
  where connection_id = $1 and due_at <= now() and state in ('parked', 'delivering')
    and (test_mode or not $5::boolean or (state = 'parked' and not doubt))
  order by due_at
  limit $2
  for update skip locked
), ready as (
  select due.connection_id, due.order_id, due.in_doubt, r.revision, r.modified_at, r.event, o.workspace_id,
    o.settings_version, o.joor_status
  from due
  join orders o using (connection_id, order_id)
  join revisions r on r.connection_id = due.connection_id and r.order_id = due.order_id
    and r.revision = case when due.in_doubt then due.revision else o.revision end
  for update of o skip locked
)
update deliveries d set
  doubt = ready.in_doubt,
  revision = ready.revision,
  settings_version = case when ready.in_doubt then d.settings_version else $6::int end,
  superseded = ready.in_doubt and d.superseded,
  state = 'delivering',
  attempt_id = gen_random_uuid()::text,
  lease_until = now() + $3::interval,
  due_at = now() + $3::interval + $4::interval,
  first_tried_at = coalesce(d.first_tried_at, now())
from ready
where d.connection_id = ready.connection_id and d.order_id = ready.order_id
returning d.connection_id, d.order_id, d.revision, d.attempt_id, d.attempts, d.doubt, d.first_tried_at, d.settings_version as sent_under,
  ready.workspace_id, ready.settings_version, ready.joor_status, ready.modified_at, ready.event`;

/** What the ledger says about a claimed delivery, whatever its event looks like. */
export interface ClaimedOrder {
  readonly connectionId: string;
  readonly orderId: string;
  readonly workspaceId: string;
  readonly revision: string;
  readonly modifiedAt: Date;
  /** Under which the order's newest revision was decided. */
  readonly settingsVersion: number;
  /** By the order's newest revision. */
  readonly cancelledInJoor: boolean;
  readonly attemptId: string;
}

export interface DueClaim extends ClaimedOrder {
  readonly event: OrderRevised;
  readonly bytes: Buffer;
  readonly tries: number;
  readonly firstTriedAt: Date;
  readonly doubt: boolean;
  /** The settings that its request is made under; of one in doubt, that it was made under. Null: not known. */
  readonly sentUnder: number | null;
}

/** Claimed, and kept in a form that cannot be read any more. */
export interface UnreadableClaim extends ClaimedOrder {
  readonly problem: string;
}

export interface DueLimits {
  readonly count: number;
  readonly leaseMs: number;
  readonly settleMs: number;
  readonly testMode: boolean;
  /** Of the connection, for what is sent under this claim. */
  readonly settingsVersion: number;
}

interface DueRow {
  connection_id: string;
  order_id: string;
  workspace_id: string;
  revision: string;
  modified_at: Date;
  settings_version: number;
  joor_status: string;
  attempt_id: string;
  attempts: number;
  doubt: boolean;
  first_tried_at: Date;
  sent_under: number | null;
  event: Buffer;
}

export async function claimDue(
  pool: pg.Pool | pg.ClientBase,
  connectionId: string,
  limits: DueLimits,
): Promise<{ claims: DueClaim[]; unreadable: UnreadableClaim[] }> {
  const { rows } = await pool.query<DueRow>({
    name: 'claim-due',
    text: CLAIM_DUE,
    values: [
      connectionId,
      limits.count,
      `${limits.leaseMs} milliseconds`,
      `${limits.settleMs} milliseconds`,
      limits.testMode,
      limits.settingsVersion,
    ],
  });
  const claims: DueClaim[] = [];
  const unreadable: UnreadableClaim[] = [];
  for (const row of rows) {
    try {
      claims.push({ ...claimedOrder(row), ...sendable(row) });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      unreadable.push({ ...claimedOrder(row), problem });
    }
  }
  return { claims, unreadable };
}

const claimedOrder = (row: DueRow): ClaimedOrder => ({
  connectionId: row.connection_id,
  orderId: row.order_id,
  workspaceId: row.workspace_id,
  revision: row.revision,
  modifiedAt: row.modified_at,
  settingsVersion: row.settings_version,
  cancelledInJoor: row.joor_status === 'cancelled',
  attemptId: row.attempt_id,
});

/** @throws Malformed when the event is not one of this version's */
const sendable = (row: DueRow): Omit<DueClaim, keyof ClaimedOrder> => ({
  event: orderRevised.decode(row.event),
  bytes: row.event,
  tries: row.attempts,
  firstTriedAt: row.first_tried_at,
  doubt: row.doubt,
  sentUnder: row.sent_under,
});

/** Hops over the index from connection to connection: a connection with 100,000 parked orders costs one step. */
const CONNECTIONS_DUE = `
with recursive hop as (
  (select connection_id from deliveries where due_at is not null order by connection_id limit 1)
  union all
  select (
    select d.connection_id from deliveries d
    where d.due_at is not null and d.connection_id > hop.connection_id order by d.connection_id limit 1)
  from hop where hop.connection_id is not null
)
select connection_id from hop
where exists (select from deliveries d where d.connection_id = hop.connection_id and d.due_at <= now())`;

/** Connections with deliveries whose time has come. */
export async function connectionsDue(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ connection_id: string }>({
    name: 'connections-due',
    text: CONNECTIONS_DUE,
  });
  return rows.map((row) => row.connection_id);
}

/** The connection answers again: what it did not take goes out now; what is in doubt keeps its time. */
export async function releaseConnection(pool: pg.Pool, connectionId: string): Promise<void> {
  await pool.query({
    name: 'release-connection',
    text: `update deliveries set due_at = now()
      where connection_id = $1 and due_at > now() and state = 'parked' and not doubt`,
    values: [connectionId],
  });
}

/**
 * Makes the timer responsible for claims that a Kafka record drove so far: from here on a crash is noticed by
 * their due time, not by the record coming again.
 */
export async function handOver(
  pool: pg.Pool,
  attempts: readonly { connectionId: string; orderId: string; attemptId: string }[],
  settleMs: number,
): Promise<void> {
  await pool.query({
    name: 'hand-over',
    text: `update deliveries d set due_at = d.lease_until + $4::interval
      from unnest($1::text[], $2::text[], $3::text[]) as i (connection_id, order_id, attempt_id)
      where d.connection_id = i.connection_id and d.order_id = i.order_id and d.attempt_id = i.attempt_id
        and d.state = 'delivering' and d.due_at is null`,
    values: [
      attempts.map((attempt) => attempt.connectionId),
      attempts.map((attempt) => attempt.orderId),
      attempts.map((attempt) => attempt.attemptId),
      `${settleMs} milliseconds`,
    ],
  });
}
