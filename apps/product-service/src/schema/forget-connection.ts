import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';

/** Who writes for it first: without their lease they write nothing down any more. `run_styles` go with their runs. */
const TABLES = [
  'appliers',
  'joor_health',
  'style_states',
  'runs',
  'run_marks',
  'held_products',
  'found_styles',
  'styles',
  'catalogue_news',
  'told_styles',
  'refused_products',
  'pull_marks',
  'pulls',
] as const;

/** Forgets a connection that was deleted, all of it or nothing. JOOR keeps what it has. */
export async function forgetConnection(pool: pg.Pool, connectionId: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    for (const table of TABLES) {
      await client.query(`delete from ${table} where connection_id = $1`, [connectionId]);
    }
  });
}
