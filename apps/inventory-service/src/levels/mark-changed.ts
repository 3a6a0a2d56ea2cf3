import type { World } from '@joor-bridge/contracts';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';

/** A connection in one of JOOR's worlds. */
export interface Place {
  readonly connectionId: string;
  readonly world: World;
}

export interface PlacedSku extends Place {
  readonly sku: string;
}

/** In the order of the key, so that two transactions never wait for each other. */
const MARK = `
  insert into changed_skus as known (connection_id, world, sku)
  select distinct * from unnest($1::text[], $2::text[], $3::text[]) order by 1, 2, 3
  on conflict (connection_id, world, sku) do update set changed_at = clock_timestamp()`;

const NEWS = `
  insert into stock_news as known (connection_id, world, newest)
  select distinct connection_id, world, clock_timestamp() from unnest($1::text[], $2::text[]) as place (connection_id, world)
  order by 1, 2
  on conflict (connection_id, world)
  do update set newest = greatest(clock_timestamp(), known.newest + interval '1 microsecond')`;

/** Has what is available of these SKUs computed again, once the transaction is committed. */
export async function markChanged(client: pg.ClientBase, skus: readonly PlacedSku[]): Promise<void> {
  if (skus.length === 0) return;
  await client.query(MARK, [
    textArray(skus.map(({ connectionId }) => connectionId)),
    textArray(skus.map(({ world }) => world)),
    textArray(skus.map(({ sku }) => sku)),
  ]);
}

/** The WMS has said something newer of these connections. The last step of a transaction: its rows are busy. */
export async function noteNews(client: pg.ClientBase, places: readonly Place[]): Promise<void> {
  if (places.length === 0) return;
  const distinct = [
    ...new Map(places.map((place) => [`${place.connectionId} ${place.world}`, place])).values(),
  ];
  await client.query(NEWS, [
    textArray(distinct.map(({ connectionId }) => connectionId)),
    textArray(distinct.map(({ world }) => world)),
  ]);
}
