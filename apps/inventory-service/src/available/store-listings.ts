import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Computation, ComputedSku } from './computation.js';
import { RENAME, SAME_ITEM } from './same-item.js';
import { settleSpeakers } from './speakers.js';
import type { Wanted } from './wanted.js';

/** One figure for JOOR. */
interface ListingRow {
  readonly sku: string;
  readonly item: string;
  readonly day: string;
  readonly identity: string;
  readonly listed: boolean;
  readonly wanted: number;
  /** The arithmetic of the immediate figure. */
  readonly steps: string | null;
}

/** What is there now. */
export const NOW = '';

/**
 * A figure that differs is tried at once, whatever the last try came to; one that is the same is not touched. A SKU
 * that is not listed and was never sent gets no row.
 */
const WRITE = `
  insert into listings as known
    (connection_id, world, sku, warehouse, item, day, identity, listed, wanted, steps)
  select $1, $2, sku, $3, item, day, identity::jsonb, listed, wanted, steps::jsonb
  from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[], $9::int[], $10::text[])
    as row (sku, item, day, identity, listed, wanted, steps)
  where listed or exists (
    select from listings l where l.connection_id = $1 and l.world = $2 and l.sku = row.sku and l.warehouse = $3
      and l.item = row.item and l.day = row.day)
  order by sku, item, day
  on conflict (connection_id, world, sku, warehouse, item, day) do update set
    identity = excluded.identity, listed = excluded.listed, wanted = excluded.wanted, steps = excluded.steps,
    computed_at = now(),
    tries = case when known.wanted is distinct from excluded.wanted then 0 else known.tries end,
    retry_at = case when known.wanted is distinct from excluded.wanted then null else known.retry_at end,
    refusal = case when known.wanted is distinct from excluded.wanted then null else known.refusal end
  where (known.identity, known.listed, known.wanted, known.steps)
    is distinct from (excluded.identity, excluded.listed, excluded.wanted, excluded.steps)`;

const LEFT = `case when s.told and (${SAME_ITEM}) is not true then 0 end`;

/** Where a told SKU has no figure any more, JOOR is told 0; of a skipped one, nothing more is said. */
const LEAVE = `
  update listings l set wanted = ${LEFT}, listed = false, steps = null, computed_at = now(),
    acknowledged = case when (${SAME_ITEM}) is not true then l.acknowledged end,
    tries = 0, retry_at = null, refusal = null
  from (select sku, told, item, identity::jsonb
    from unnest($4::text[], $5::boolean[], $6::text[], $7::text[]) as s (sku, told, item, identity)) s
  where l.connection_id = $1 and l.world = $2 and l.sku = any($4::text[]) and l.sku = s.sku
    and (l.warehouse, l.sku, l.item, l.day) not in (
      select $3::text, sku, item, day from unnest($8::text[], $9::text[], $10::text[]) as row (sku, item, day))
    and (l.listed or l.wanted is distinct from ${LEFT})`;

/** Rows that say nothing: JOOR was never told, holds 0, or is told by another SKU. */
const SWEEP = `
  delete from listings l where connection_id = $1 and world = $2 and sku = any($3::text[])
    and not listed and coalesce(wanted, 0) = 0 and attempt_id is null and (
      shadowed_by is not null
      or (acknowledged is null and sent_at is null and last_known is null)
      or (acknowledged = 0 and (day <> '' or exists (
        select from listings o where o.connection_id = $1 and o.world = $2 and o.sku = l.sku and o.listed))))`;

/** Writes what JOOR is to be told of some SKUs, all their rows. */
export async function storeListings(
  client: pg.ClientBase,
  { connectionId, world, warehouse }: Computation,
  computed: readonly ComputedSku[],
): Promise<void> {
  const rows = computed.flatMap(({ sku, wanted }) => rowsOf(sku, wanted));
  const place = [connectionId, world];
  const keys = [texts(rows, 'sku'), texts(rows, 'item'), texts(rows, 'day')];
  const skus = textArray(computed.map(({ sku }) => sku));
  const items = computed.map(({ wanted }) => (wanted.kind === 'told' ? wanted.item : null));
  const names = [
    textArray(items.map((item) => item?.key ?? null)),
    textArray(items.map((item) => item && JSON.stringify(item.identity))),
  ];
  await client.query(RENAME, [...place, warehouse, skus, ...names]);
  await client.query(WRITE, [
    ...[...place, warehouse, ...keys, texts(rows, 'identity')],
    rows.map(({ listed }) => listed),
    rows.map(({ wanted }) => wanted),
    texts(rows, 'steps'),
  ]);
  const told = computed.map(({ wanted }) => wanted.kind === 'told');
  await client.query(LEAVE, [...place, warehouse, skus, told, ...names, ...keys]);
  await settleSpeakers(client, { connectionId, world }, skus);
  await client.query(SWEEP, [...place, skus]);
}

const texts = (rows: readonly ListingRow[], column: 'sku' | 'item' | 'day' | 'identity' | 'steps'): Buffer =>
  textArray(rows.map((row) => row[column]));

function rowsOf(sku: string, wanted: Wanted): ListingRow[] {
  if (wanted.kind === 'skipped') return [];
  const { item, listed, figure } = wanted;
  const shared = { sku, item: item.key, identity: JSON.stringify(item.identity), listed };
  const now = { ...shared, day: NOW, wanted: figure.quantity, steps: JSON.stringify(figure.steps) };
  // What a SKU that left the list once had coming in is left out, and so told 0.
  const later = listed
    ? figure.future.map(({ on, quantity }) => ({ ...shared, day: on, wanted: quantity, steps: null }))
    : [];
  return [now, ...later];
}
