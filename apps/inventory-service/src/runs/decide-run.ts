import type pg from 'pg';
import type { Figures } from './guard.js';
import { RUN_COLUMNS, type Run } from './run.js';

const APPROVE = `
  update runs set state = 'running', approved = $3, approved_by = $2, decided_at = clock_timestamp(), reason = null
  where id = $1 and state = 'waiting-for-approval' returning ${RUN_COLUMNS}`;

const REJECT = `
  update runs set state = 'rejected', approved_by = $2, decided_at = clock_timestamp(), finished_at = clock_timestamp()
  where id = $1 and state = 'waiting-for-approval' returning ${RUN_COLUMNS}`;

/**
 * Lets a waiting run go on with the figures that were shown.
 * @returns null when it does not wait
 */
export async function approveRun(pool: pg.Pool, id: string, by: string, shown: Figures): Promise<Run | null> {
  return (await pool.query<Run>(APPROVE, [id, by, JSON.stringify(shown)])).rows[0] ?? null;
}

/** Ends a waiting run without anything sent. Newer stock from the WMS begins another. */
export async function rejectRun(pool: pg.Pool, id: string, by: string): Promise<Run | null> {
  return (await pool.query<Run>(REJECT, [id, by])).rows[0] ?? null;
}
