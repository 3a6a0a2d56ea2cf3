/**
 * Whether a row `l` and what a SKU is computed to be now, `s`, are one item in JOOR under two names: it is found by its
 * UPC now and was found by its style before, or the other way round, or its style has got an identifier. Two UPCs are
 * two items.
 */
export const SAME_ITEM = `
  l.warehouse = $3 and l.item <> s.item and not (l.item like 'upc:%' and s.item like 'upc:%') and (
    (l.identity->>'styleNumber', l.identity->>'colorCode', l.identity->>'size')
        = (s.identity->>'styleNumber', s.identity->>'colorCode', s.identity->>'size')
      and (l.identity->>'styleIdentifier' = s.identity->>'styleIdentifier'
        or '' in (l.identity->>'styleIdentifier', s.identity->>'styleIdentifier'))
    or left(l.item, 4) <> left(s.item, 4) and l.identity->>'upc' <> '' and l.identity->>'upc' = s.identity->>'upc')`;

/**
 * Gives rows the name that their item has now. 0 under the old name, which is what a row without a figure is told, would
 * empty the item. It stays the same row, so that what is on its way under the old name is waited for; what JOOR holds
 * under the new one is not known.
 */
export const RENAME = `
  with renamed as (
    select distinct on (l.sku, l.day) l.ctid as place, s.item
    from listings l
    join (select sku, item, identity::jsonb from unnest($4::text[], $5::text[], $6::text[]) as s (sku, item, identity)) s
      on s.sku = l.sku
    where l.connection_id = $1 and l.world = $2 and l.sku = any($4::text[]) and ${SAME_ITEM} and not exists (
      select from listings o where o.connection_id = $1 and o.world = $2 and o.sku = l.sku and o.warehouse = $3
        and o.item = s.item and o.day = l.day)
    order by l.sku, l.day, l.listed desc, l.item
  )
  update listings l set item = renamed.item, acknowledged = null, held_before = null, tries = 0, retry_at = null,
    refusal = null
  from renamed where l.ctid = renamed.place`;
