import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

const TRY_AGAIN_MS = 500;

/**
 * Has tables filled from what is kept elsewhere before they are first used, e.g. after a schema was lost. One process
 * at a time sees to it, others wait. `fill` is begun anew when it was cut off: what it writes twice must do no harm.
 * @param table one row and a boolean column `whole`, its key `one` always true
 */
export async function ensureFilled(pool: pg.Pool, table: string, fill: () => Promise<void>): Promise<void> {
  await alone(pool, table, async () => {
    const { rows } = await pool.query<{ whole: boolean }>(`select whole from ${table}`);
    if (rows[0]?.whole) return;
    await fill();
    await pool.query(
      `insert into ${table} (whole) values (true) on conflict (one) do update set whole = true`,
    );
  });
}

/** A lock of the session: it is free again when this process is gone. */
async function alone(pool: pg.Pool, table: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let broken = true;
  try {
    while (!(await tryLock(client, table))) await pause(TRY_AGAIN_MS);
    await work();
    await client.query(`select pg_advisory_unlock(hashtext(current_schema() || '.' || $1))`, [table]);
    broken = false;
  } finally {
    // Ending the connection ends the lock with it.
    client.release(broken);
  }
}

async function tryLock(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(hashtext(current_schema() || '.' || $1)) as locked`,
    [table],
  );
  return rows[0]?.locked ?? false;
}
