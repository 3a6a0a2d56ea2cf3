import type pg from 'pg';
import type { Drift } from './compare.js';
import type { Reconciliation } from './reconciliations.js';

/** Items that JOOR has lost in one night; more would be a list that was not read whole. */
const MOST_UNSEEN = 10_000;

const UNSEEN = `
  select connection_id as "connectionId", world, sku, warehouse, item, day, acknowledged, null::int as held
  from listings
  where connection_id = $1 and world = $2 and acknowledged > 0 and acknowledged_at < $3 and attempt_id is null
    and shadowed_by is null and coalesce(seen_at, '-infinity') < $3
  limit ${MOST_UNSEEN}`;

/** Figures of items that JOOR has acknowledged once and did not list now. */
export async function readUnseen(
  client: pg.ClientBase,
  { connectionId, world, startedAt }: Reconciliation,
): Promise<Drift[]> {
  return (await client.query<Drift>(UNSEEN, [connectionId, world, startedAt])).rows;
}
