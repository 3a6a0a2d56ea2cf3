import type { Database } from '@joor-bridge/persistence';
import type pg from 'pg';

/**
 * Runs a claim while no other process claims in this schema: that an account is polled by one at a time is a
 * matter of several rows, which row locks alone do not cover. When it is another's turn nothing is claimed.
 */
export async function inTurn<T>(
  database: Pick<Database, 'pool' | 'schema'>,
  lane: string,
  claim: (client: pg.ClientBase) => Promise<T[]>,
): Promise<T[]> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    const turn = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock(hashtext($1)) as mine',
      [`claim:${database.schema}:${lane}`],
    );
    const claimed = turn.rows[0]?.mine ? await claim(client) : [];
    await client.query('commit');
    client.release();
    return claimed;
  } catch (error) {
    // Ending the connection also ends the transaction and its lock.
    client.release(true);
    throw error;
  }
}
