import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { Computation, ComputedSku } from './computation.js';
import { readStock } from './read-stock.js';
import { settleSkips } from './skips.js';
import { storeListings } from './store-listings.js';
import { wantedOf } from './wanted.js';

/** SKUs computed in one transaction: few enough for a short one and little memory. */
export const GROUP = 2_000;

/** `changed_at` as text: a JavaScript date would lose its microseconds, and with them changes of the same millisecond. */
const CHANGED = `select sku, changed_at::text as changed_at from changed_skus
  where connection_id = $1 and world = $2 order by sku limit $3`;

/** Only what was seen: what changed since is computed again. In the order of the key, like everybody who locks them. */
const DONE = `
  with seen as (
    select c.connection_id, c.world, c.sku from changed_skus c
    join unnest($3::text[], $4::text[]) as s (sku, changed_at) on s.sku = c.sku
    where c.connection_id = $1 and c.world = $2 and c.changed_at = s.changed_at::timestamptz
    order by c.sku for update of c
  )
  delete from changed_skus c using seen
  where (c.connection_id, c.world, c.sku) = (seen.connection_id, seen.world, seen.sku)`;

/**
 * Computes a group of the changed SKUs of a connection again, within the caller's transaction.
 * @returns how many; 0 when none was left
 */
export async function recomputeGroup(client: pg.ClientBase, computation: Computation): Promise<number> {
  const { connectionId, world } = computation;
  const { rows: changed } = await client.query<{ sku: string; changed_at: string }>(CHANGED, [
    connectionId,
    world,
    GROUP,
  ]);
  if (changed.length === 0) return 0;
  const skus = changed.map(({ sku }) => sku);
  const { levels, recent } = await readStock(client, computation, skus);
  const computed = skus.map((sku): ComputedSku => {
    const wanted = wantedOf(sku, levels.get(sku) ?? [], recent.get(sku) ?? [], computation.policy);
    return { sku, wanted };
  });
  await storeListings(client, computation, computed);
  await settleSkips(client, computation, computed);
  await client.query(DONE, [connectionId, world, skus, changed.map((row) => row.changed_at)]);
  return changed.length;
}

const ALL = `
  insert into changed_skus (connection_id, world, sku)
  select $1, $2, sku from (
    select sku from stock_levels where connection_id = $1 and world = $2
    union select sku from listings where connection_id = $1 and world = $2
  ) known order by sku
  on conflict (connection_id, world, sku) do update set changed_at = clock_timestamp()`;

/** Has every SKU of a connection computed again. */
export async function markAllChanged(client: pg.ClientBase, { connectionId, world }: Place): Promise<void> {
  await client.query(ALL, [connectionId, world]);
}
