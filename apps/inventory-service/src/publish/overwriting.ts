import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';

type Db = pg.Pool | pg.ClientBase;

/** Before an overwrite leaves, in the transaction that claims its rows. @param landsWithinMs from now */
export async function noteOverwrite(
  client: pg.ClientBase,
  { connectionId, world }: Place,
  attemptId: string,
  landsWithinMs: number,
): Promise<void> {
  await client.query(
    `update publishing set overwrite_id = $3,
       overwrite_until = clock_timestamp() + $4 * interval '1 millisecond'
     where connection_id = $1 and world = $2`,
    [connectionId, world, attemptId, landsWithinMs],
  );
}

/** It has landed, or never will. One that was sent since is another. */
export async function endOverwrite(db: Db, { connectionId, world }: Place, attemptId: string): Promise<void> {
  await db.query(
    `update publishing set overwrite_id = null, overwrite_until = null
     where connection_id = $1 and world = $2 and overwrite_id = $3`,
    [connectionId, world, attemptId],
  );
}

/**
 * How long until no overwrite of this account can land any more; null: none is on its way. What JOOR is told before, of
 * whichever item, it would forget again.
 */
export async function overwriteLandsInMs(
  db: Db,
  { connectionId, world }: Place,
  account: string | null,
): Promise<number | null> {
  const { rows } = await db.query<{ ms: number | null }>(
    `select ceil(extract(epoch from max(overwrite_until) - clock_timestamp()) * 1000)::int as ms from publishing
     where world = $2 and (connection_id = $1 or account = $3) and overwrite_until > clock_timestamp()`,
    [connectionId, world, account],
  );
  return rows[0]?.ms ?? null;
}
