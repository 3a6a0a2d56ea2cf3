import type { InventoryHeld } from '@joor-bridge/contracts';
import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { itemOf } from '../available/item.js';

/** Nothing is wanted until it is computed; what was acknowledged later is left. */
const RESTORE = `
  insert into listings as known
    (connection_id, world, sku, warehouse, item, day, identity, listed, acknowledged, acknowledged_at, last_known, sent_at)
  select connection_id, world, sku, warehouse, item, day, identity::jsonb, false, quantity, at, quantity, at
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
    $9::timestamptz[]) as held (connection_id, world, sku, warehouse, item, day, identity, quantity, at)
  order by connection_id, world, sku, warehouse, item, day
  on conflict (connection_id, world, sku, warehouse, item, day) do update set
    acknowledged = excluded.acknowledged, acknowledged_at = excluded.acknowledged_at,
    last_known = excluded.last_known, sent_at = excluded.sent_at
  where known.attempt_id is null and coalesce(known.acknowledged_at, '-infinity') <= excluded.acknowledged_at`;

/** Two SKUs may be one item in JOOR, one after the other: of a place JOOR holds what it was told last. */
const OVERTAKEN = `
  update listings l set acknowledged = null
  where l.item = any($1::text[]) and l.acknowledged is not null and l.attempt_id is null and exists (
    select from listings o where o.item = l.item and o.connection_id = l.connection_id and o.world = l.world
      and o.warehouse = l.warehouse and o.day = l.day and o.sku <> l.sku and o.acknowledged_at > l.acknowledged_at)`;

/**
 * Takes what is on `joor.inventory.v1` back into a table that was lost, so that nothing is sent that JOOR has. In the
 * order of the topic, as many times as it comes.
 */
export async function restoreListings(
  client: pg.ClientBase,
  events: readonly InventoryHeld[],
): Promise<void> {
  const rows = [...newest(events).values()];
  if (rows.length === 0) return;
  const texts = (pick: (row: HeldRow) => string) => textArray(rows.map(pick));
  await client.query(RESTORE, [
    texts(({ event }) => event.connectionId),
    texts(({ event }) => event.world),
    texts(({ event }) => event.sku),
    texts(({ event }) => event.warehouse),
    texts(({ item }) => item),
    texts(({ day }) => day),
    texts(({ event }) => JSON.stringify(event.identity)),
    rows.map(({ quantity }) => quantity),
    timestampArray(rows.map(({ event }) => Date.parse(event.at))),
  ]);
  await client.query(OVERTAKEN, [texts(({ item }) => item)]);
}

interface HeldRow {
  readonly event: InventoryHeld;
  readonly item: string;
  readonly day: string;
  readonly quantity: number;
}

/** One row per place, of the event with the later `at`; of two with the same, the one that comes later. */
function newest(events: readonly InventoryHeld[]): Map<string, HeldRow> {
  const rows = new Map<string, HeldRow>();
  for (const event of events) {
    const item = itemOf(event.identity, 'UPC, else style')?.key;
    if (item === undefined) continue;
    for (const { on, quantity } of event.rows) {
      const day = on ?? '';
      const key = JSON.stringify([event.connectionId, event.world, event.sku, event.warehouse, item, day]);
      const known = rows.get(key);
      if (known && Date.parse(known.event.at) > Date.parse(event.at)) continue;
      rows.set(key, { event, item, day, quantity });
    }
  }
  return rows;
}
