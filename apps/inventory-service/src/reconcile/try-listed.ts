import type pg from 'pg';
import type { Reconciliation } from './reconciliations.js';

/** Refused before JOOR was read back, which lists their items. How often they were refused before stays: that was no proof. */
const LISTED = `
  update listings set retry_at = null
  where connection_id = $1 and world = $2 and refusal is not null and retry_at > now() and attempt_id is null
    and seen_at >= $3 and sent_at < $3`;

const DUE = 'update publishing set retry_at = now() where connection_id = $1 and world = $2';

/** Has refused figures tried at once whose items JOOR turned out to have, in the caller's transaction. */
export async function tryListed(
  client: pg.ClientBase,
  { connectionId, world, startedAt }: Reconciliation,
): Promise<void> {
  const { rowCount } = await client.query(LISTED, [connectionId, world, startedAt]);
  if (rowCount) await client.query(DUE, [connectionId, world]);
}
