import type pg from 'pg';

const TABLES = ['publishing', 'listings', 'skipped_skus', 'runs', 'reconciliations', 'drift'];

/** Forgets what JOOR was told for a connection that was deleted. */
export async function forgetListings(pool: Pick<pg.Pool, 'query'>, connectionId: string): Promise<void> {
  for (const table of TABLES)
    await pool.query(`delete from ${table} where connection_id = $1`, [connectionId]);
}
