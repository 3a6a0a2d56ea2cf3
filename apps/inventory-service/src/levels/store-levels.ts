import { type StockLevel, stockKey } from '@joor-bridge/contracts';
import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { PlacedSku } from './mark-changed.js';

const CONTENT = ['available', 'future', 'listed', 'identity', 'note', 'doubted'];
const of = (row: string) => `(${CONTENT.map((column) => `${row}.${column}`).join(', ')})`;

/**
 * Rows in the order of the key, so that two transactions never wait for each other. What is compared is the row as it
 * is when it is locked, not as it was when the statement began. Levels that were on their way have come.
 */
const STORE = `
  with incoming as (
    select connection_id, world, sku, warehouse, available, future::jsonb, as_of, listed, identity::jsonb, note, doubted
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[],
      $8::boolean[], $9::text[], $10::text[], $11::boolean[])
      as level (connection_id, world, sku, warehouse, available, future, as_of, listed, identity, note, doubted)
    order by 1, 2, 3, 4
  ), written as (
    insert into stock_levels as known
      (connection_id, world, sku, warehouse, available, future, as_of, listed, identity, note, doubted)
    select * from incoming
    on conflict (connection_id, world, sku, warehouse) do update set
      available = excluded.available, future = excluded.future, as_of = excluded.as_of, listed = excluded.listed,
      identity = excluded.identity, note = excluded.note, doubted = excluded.doubted,
      changed_at = case when ${of('known')} is distinct from ${of('excluded')} then now() else known.changed_at end
    where known.as_of < excluded.as_of
      or (known.as_of = excluded.as_of and ${of('known')} is distinct from ${of('excluded')})
    returning connection_id, world, sku, warehouse, changed_at = now() as differs
  ), arrived as (
    delete from pending_levels p using incoming i
    where (p.connection_id, p.world, p.sku, p.warehouse) = (i.connection_id, i.world, i.sku, i.warehouse)
      and p.as_of <= i.as_of
  )
  select connection_id as "connectionId", world, sku, warehouse, differs or exists (
    select from recent_lines r where (r.connection_id, r.world, r.sku) = (w.connection_id, w.world, w.sku)
  ) as matters from written w`;

export interface StoredLevels {
  /** SKUs whose figure may be another now: another level, or a later time where orders were delivered lately. */
  readonly changed: readonly PlacedSku[];
  /** Levels that were not written: known already, or older than what is known. */
  readonly left: readonly StockLevel[];
}

/** Writes levels, at most one per SKU and warehouse; one that is older than what is known changes nothing. */
export async function storeLevels(
  client: pg.ClientBase,
  levels: readonly StockLevel[],
): Promise<StoredLevels> {
  if (levels.length === 0) return { changed: [], left: [] };
  const { rows } = await client.query<Written>(STORE, valuesOf(levels));
  if (rows.length === levels.length) return { changed: rows.filter(({ matters }) => matters), left: [] };
  const written = new Set(rows.map(stockKey));
  return {
    changed: rows.filter(({ matters }) => matters),
    left: levels.filter((level) => !written.has(stockKey(level))),
  };
}

interface Written extends PlacedSku {
  readonly warehouse: string;
  readonly matters: boolean;
}

function valuesOf(levels: readonly StockLevel[]): unknown[] {
  const texts = (pick: (level: StockLevel) => string | null) => textArray(levels.map(pick));
  return [
    texts(({ connectionId }) => connectionId),
    texts(({ world }) => world),
    texts(({ sku }) => sku),
    texts(({ warehouse }) => warehouse),
    levels.map(({ available }) => available),
    texts(({ future }) => JSON.stringify(future)),
    timestampArray(levels.map(({ asOf }) => Date.parse(asOf))),
    levels.map(({ listed }) => listed),
    texts(({ identity }) => JSON.stringify(identity)),
    texts(({ note }) => note),
    levels.map(({ doubted = false }) => doubted),
  ];
}
