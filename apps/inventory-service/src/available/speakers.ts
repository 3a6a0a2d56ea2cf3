import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';

/** Items of these SKUs that other SKUs are about, too, or were. Few as a rule, and mostly none. */
const CONTESTED = `
  select distinct l.item from listings l
  where l.connection_id = $1 and l.world = $2 and l.sku = any($3::text[]) and (l.shadowed_by is not null or exists (
    select from listings o
    where o.item = l.item and o.connection_id = $1 and o.world = $2 and o.sku <> l.sku))`;

const SPEAK = `
  with places as (
    select sku, warehouse, item, day, first_value(sku) over (
      partition by warehouse, item, day order by wanted is null, not listed, sku
    ) as speaker
    from listings where connection_id = $1 and world = $2 and item = any($3::text[])
  )
  update listings l set shadowed_by = nullif(p.speaker, p.sku),
    acknowledged = case when p.speaker = p.sku then l.acknowledged end
  from places p
  where l.connection_id = $1 and l.world = $2 and l.sku = p.sku and l.warehouse = p.warehouse and l.item = p.item
    and l.day = p.day and l.shadowed_by is distinct from nullif(p.speaker, p.sku)`;

/**
 * Two SKUs of the WMS may be one item in JOOR, where only one figure can stand: that of the SKU that is listed and
 * comes first by name. What the others last sent says nothing about what JOOR holds.
 * @param skus whose rows have changed, as a PostgreSQL array
 */
export async function settleSpeakers(
  client: pg.ClientBase,
  { connectionId, world }: Place,
  skus: Buffer,
): Promise<void> {
  const { rows } = await client.query<{ item: string }>(CONTESTED, [connectionId, world, skus]);
  if (rows.length === 0) return;
  await client.query(SPEAK, [connectionId, world, rows.map(({ item }) => item)]);
}
