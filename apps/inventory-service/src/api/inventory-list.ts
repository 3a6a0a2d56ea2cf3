import type pg from 'pg';
import { readStock } from '../available/read-stock.js';
import type { Place } from '../levels/mark-changed.js';
import { fromCursor, toCursor } from './cursor.js';
import type { InventorySearch, SkuPage, SkuView } from './inventory.dto.js';
import { isOff, onlyOrdered } from './off.js';
import { SKU_COLUMNS, SKU_PARTS, type SkuRow, skuView } from './sku-rows.js';
import type { VisibleConnection } from './visible-connections.js';

const DEFAULT_LIMIT = 50;

/** A part of the SKU, the UPC or the style number, upper and lower case alike; `$5` null: all. */
const matches = (row: string, identity: string): string => `($5::text is null
  or strpos(lower(${row}.sku), lower($5)) > 0
  or strpos(lower(${identity}->>'upc'), lower($5)) > 0
  or strpos(lower(${identity}->>'styleNumber'), lower($5)) > 0)`;

const LIST = `
  with mine as (select * from unnest($1::text[], $2::text[], $8::boolean[]) as m (connection_id, world, off)),
  keys as (
    select l.connection_id, l.world, l.sku from listings l join mine using (connection_id, world)
    where l.day = '' and (l.connection_id, l.sku) > ($3, $4) and ${matches('l', 'l.identity')}
    union
    select s.connection_id, s.world, s.sku from skipped_skus s join mine using (connection_id, world)
    where (s.connection_id, s.sku) > ($3, $4) and ($5::text is null or strpos(lower(s.sku), lower($5)) > 0)
      and not ${onlyOrdered('mine.off')}
  )
  select * from (select ${SKU_COLUMNS} from keys k ${SKU_PARTS}) found
  where $6::text is null or state = $6
  order by connection_id, sku limit $7`;

/** SKUs of these connections by their names, a page at a time. */
export async function listInventory(
  pool: pg.Pool,
  connections: readonly VisibleConnection[],
  search: InventorySearch,
): Promise<SkuPage> {
  const limit = search.limit ?? DEFAULT_LIMIT;
  const [connectionId, sku] = fromCursor(search.after, 2) ?? ['', ''];
  const { rows } = await pool.query<SkuRow>(LIST, [
    connections.map((place) => place.connectionId),
    connections.map((place) => place.world),
    ...[connectionId, sku, search.search?.trim() || null, search.state ?? null, limit + 1],
    connections.map(isOff),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: await withLevels(pool, connections, page),
    off: connections.filter(isOff).map((place) => place.connectionId),
    next: last ? toCursor(last.connection_id, last.sku) : null,
  };
}

async function withLevels(
  pool: pg.Pool,
  places: readonly Place[],
  rows: readonly SkuRow[],
): Promise<SkuView[]> {
  const views: SkuView[] = [];
  for (const place of places) {
    const own = rows.filter((row) => row.connection_id === place.connectionId);
    if (own.length === 0) continue;
    const stock = await readStock(
      pool,
      place,
      own.map(({ sku }) => sku),
    );
    views.push(...own.map((row) => skuView(row, stock.levels.get(row.sku) ?? [])));
  }
  // In the order of the rows: connections are not listed in theirs.
  const placeOf = new Map(rows.map((row, index) => [`${row.connection_id} ${row.sku}`, index]));
  const order = (view: SkuView) => placeOf.get(`${view.connectionId} ${view.sku}`) ?? 0;
  return views.sort((one, other) => order(one) - order(other));
}
