import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import { SENDABLE } from './claim-rows.js';
import type { Publishing } from './publishing.js';

type Db = pg.Pool | pg.ClientBase;

/** What the WMS last said, as text: a JavaScript date would lose its microseconds. Null: nothing yet. */
export async function newestNews(db: Db, { connectionId, world }: Place): Promise<string | null> {
  const { rows } = await db.query<{ newest: string }>(
    'select newest::text from stock_news where connection_id = $1 and world = $2',
    [connectionId, world],
  );
  return rows[0]?.newest ?? null;
}

const READING = `
  select from pulls where connection_id = $1 and world = $2 and outcome = 'running'
    and started_at > clock_timestamp() - $3 * interval '1 millisecond' limit 1`;

/** Whether the WMS's stock is being read just now, and was not longer than that. */
export async function isBeingRead(db: Db, { connectionId, world }: Place, forMs: number): Promise<boolean> {
  return (await db.query(READING, [connectionId, world, forMs])).rowCount === 1;
}

/** Rows that could be sent now. */
export async function countSendable(db: Db, { connectionId, world }: Place): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from listings l where l.connection_id = $1 and l.world = $2 and ${SENDABLE}`,
    [connectionId, world],
  );
  return rows[0]?.n ?? 0;
}

/** Whether any row could be sent now. */
export async function hasSendable(db: Db, { connectionId, world }: Place): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from listings l where l.connection_id = $1 and l.world = $2 and ${SENDABLE} limit 1`,
    [connectionId, world],
  );
  return rowCount === 1;
}

/** All rows that JOOR is to hold, which an overwrite has to name. */
export async function countAll(db: Db, { connectionId, world }: Place): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from listings
     where connection_id = $1 and world = $2 and wanted is not null and shadowed_by is null`,
    [connectionId, world],
  );
  return rows[0]?.n ?? 0;
}

/** How long until no request of this connection can still land; null: none is on its way. */
export async function landsInMs(db: Db, { connectionId, world }: Place): Promise<number | null> {
  const { rows } = await db.query<{ ms: number | null }>(
    `select ceil(extract(epoch from min(sending_until) - clock_timestamp()) * 1000)::int as ms from listings
     where connection_id = $1 and world = $2 and attempt_id is not null and sending_until > clock_timestamp()`,
    [connectionId, world],
  );
  return rows[0]?.ms ?? null;
}

/** Nothing is sent before. @param ms `Infinity`: until the settings change or a person asks */
export async function wait(db: Db, { lease }: Publishing, ms: number, reason: string): Promise<void> {
  const until = Number.isFinite(ms)
    ? `clock_timestamp() + ${Math.max(1, Math.ceil(ms))} * interval '1 millisecond'`
    : `'infinity'`;
  await db.query(`update publishing set wait_until = ${until}, wait_reason = $2 where lease_id = $1`, [
    lease.id,
    reason,
  ]);
}

/** Newer stock was noticed: what comes with it within this time is sent with it. */
export async function gather(db: Db, { lease }: Publishing, ms: number): Promise<void> {
  await db.query(
    `update publishing set gather_until = clock_timestamp() + $2 * interval '1 millisecond' where lease_id = $1`,
    [lease.id, ms],
  );
}

/** What the WMS said until then was acted upon. */
export async function synced(db: Db, publishing: Publishing, news: string | null): Promise<void> {
  const { lease, connectionId, world } = publishing;
  await db.query(
    `update publishing set synced_news = coalesce($2::timestamptz, synced_news), gather_until = null,
       retry_at = (
         select min(retry_at) from listings where connection_id = $3 and world = $4 and wanted is not null
           and wanted is distinct from acknowledged and shadowed_by is null)
     where lease_id = $1`,
    [lease.id, news, connectionId, world],
  );
}

/** JOOR answered, or did not: the wait after failures in a row grows. */
export async function countFailures(db: Db, { lease }: Publishing, failures: number): Promise<void> {
  await db.query(
    `update publishing set failures = $2, wait_until = case when $2 = 0 then null else wait_until end,
       wait_reason = case when $2 = 0 then null else wait_reason end
     where lease_id = $1`,
    [lease.id, failures],
  );
}

/** How many rows go in one request from now on; null: as many as are configured. */
export async function limitBatch(db: Db, { lease }: Publishing, batch: number | null): Promise<void> {
  await db.query('update publishing set batch = $2 where lease_id = $1', [lease.id, batch]);
}
