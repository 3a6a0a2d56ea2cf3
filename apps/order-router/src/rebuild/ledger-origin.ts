import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const TRY_AGAIN_MS = 500;

/**
 * Does something while no other process of the installation does the same.
 * A lock of the session: it is free again when this process is gone.
 */
export async function withLedgerLock<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    while (!(await tryLock(client))) await pause(TRY_AGAIN_MS);
    try {
      return await work();
    } finally {
      await client.query("select pg_advisory_unlock(hashtext('router.ledger_origin'))");
    }
  } finally {
    client.release();
  }
}

async function tryLock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(hashtext('router.ledger_origin')) as locked",
  );
  return rows[0]?.locked ?? false;
}

/** `new`: nothing was ever written. `half`: a rebuild was cut off. `whole`: in use. */
export async function ledgerOrigin(pool: pg.Pool): Promise<'new' | 'half' | 'whole'> {
  const { rows } = await pool.query<{ whole: boolean | null; used: boolean }>(
    'select (select whole from ledger_origin) as whole, exists (select from orders) as used',
  );
  const [row] = rows;
  if (row?.whole === false) return 'half';
  return row?.whole || row?.used ? 'whole' : 'new';
}

export async function noteOrigin(pool: pg.Pool, whole: boolean): Promise<void> {
  await pool.query(
    'insert into ledger_origin (whole) values ($1) on conflict (one) do update set whole = excluded.whole',
    [whole],
  );
}
