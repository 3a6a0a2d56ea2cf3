import type pg from 'pg';

const TABLES = [
  'pulls',
  'pending_levels',
  'stock_levels',
  'stock_sweeps',
  'stock_news',
  'changed_skus',
  'recent_lines',
  'recent_orders',
  'joor_warehouses',
];

/** Forgets what is known of a connection that was deleted. */
export async function forgetStock(pool: Pick<pg.Pool, 'query'>, connectionId: string): Promise<void> {
  for (const table of TABLES)
    await pool.query(`delete from ${table} where connection_id = $1`, [connectionId]);
}
