import { type OrderRevised, orderRevised } from '@joor-bridge/contracts';
import type pg from 'pg';

/**
 * Claims a connection's deliveries whose time has come: parked ones, and claims whose owner never came back.
 * The latter may have had their effect, and so may those in doubt: they keep the revision that was sent. A doubt
 * belongs to the world the request went to: one about production waits until test mode is off again, one about the
 * sandbox means nothing for production.
 */
const CLAIM_DUE = `
with due as (
  select connection_id, order_id, (doubt or state = 'delivering') and test_mode = $5::boolean as in_doubt
  from deliveries
  where connection_id = $1 and due_at <= now() and state in ('parked', 'delivering')
    and (test_mode or not $5::boolean or (state = 'parked' and not doubt))
  order by due_at
  limit $2
  for update skip locked
), claimed as (
  update deliveries d set
    doubt = due.in_doubt,
    revision = case when due.in_doubt then d.revision else o.revision end,
    superseded = due.in_doubt and d.superseded,
    test_mode = $5::boolean,
    state = 'delivering',
    attempt_id = gen_random_uuid()::text,
    lease_until = now() + $3::interval,
    due_at = now() + $3::interval + $4::interval,
    first_tried_at = coalesce(d.first_tried_at, now())
  from due join orders o using (connection_id, order_id)
  where d.connection_id = due.connection_id and d.order_id = due.order_id
  returning d.connection_id, d.order_id, d.revision, d.attempt_id, d.attempts, d.doubt, d.first_tried_at
)
select claimed.*, r.event from claimed join revisions r using (connection_id, order_id, revision)`;

export interface DueClaim {
  readonly event: OrderRevised;
  readonly bytes: Buffer;
  readonly attemptId: string;
  readonly tries: number;
  readonly firstTriedAt: Date;
  readonly doubt: boolean;
}

interface DueRow {
  attempt_id: string;
  attempts: number;
  doubt: boolean;
  first_tried_at: Date;
  event: Buffer;
}

export async function claimDue(
  pool: pg.Pool,
  connectionId: string,
  limits: { count: number; leaseMs: number; settleMs: number; testMode: boolean },
): Promise<DueClaim[]> {
  const { rows } = await pool.query<DueRow>({
    name: 'claim-due',
    text: CLAIM_DUE,
    values: [
      connectionId,
      limits.count,
      `${limits.leaseMs} milliseconds`,
      `${limits.settleMs} milliseconds`,
      limits.testMode,
    ],
  });
  return rows.map((row) => ({
    event: orderRevised.decode(row.event),
    bytes: row.event,
    attemptId: row.attempt_id,
    tries: row.attempts,
    firstTriedAt: row.first_tried_at,
    doubt: row.doubt,
  }));
}

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
