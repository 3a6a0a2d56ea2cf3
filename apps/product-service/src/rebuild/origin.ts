import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const TRY_AGAIN_MS = 500;
const LOCK = "hashtext('products.origin')";

/**
 * Does something while no other process of the installation does the same.
 * A lock of the session: it is free again when this process is gone.
 */
export async function withOriginLock<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    while (!(await tryLock(client))) await pause(TRY_AGAIN_MS);
    try {
      return await work();
    } finally {
      await client.query(`select pg_advisory_unlock(${LOCK})`);
    }
  } finally {
    client.release();
  }
}

async function tryLock(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${LOCK}) as locked`);
  return rows[0]?.locked ?? false;
}

/** Whether the tables hold all that the topics tell; false for new ones, and after a rebuild that was cut off. */
export async function isWhole(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ whole: boolean }>('select whole from products_origin');
  return rows[0]?.whole ?? false;
}

export async function noteWhole(pool: pg.Pool): Promise<void> {
  await pool.query(
    'insert into products_origin (whole) values (true) on conflict (one) do update set whole = true',
  );
}
