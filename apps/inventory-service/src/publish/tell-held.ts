import {
  heldKey,
  type InventoryHeld,
  type ItemIdentity,
  inventoryHeld,
  topics,
} from '@joor-bridge/contracts';
import { addToOutbox, textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { foundBy } from '../available/item.js';
import type { Place } from '../levels/mark-changed.js';
import type { ClaimedRow } from './claim-rows.js';

/** As many days as the event takes, the immediate figure included. */
const MOST_ROWS = 101;

const HELD = `
  select l.sku, l.warehouse, l.item, l.identity, max(l.acknowledged_at) as at,
    json_agg(json_build_object('on', nullif(l.day, ''), 'quantity', l.acknowledged) order by l.day) as rows
  from (select distinct sku, warehouse, item from unnest($3::text[], $4::text[], $5::text[]) as t (sku, warehouse, item)) t
  join listings l on l.sku = t.sku and l.warehouse = t.warehouse and l.item = t.item
  where l.connection_id = $1 and l.world = $2 and l.sku = any($3::text[]) and l.acknowledged is not null
  group by l.sku, l.warehouse, l.item, l.identity order by l.sku, l.warehouse, l.item`;

interface Row {
  sku: string;
  warehouse: string;
  item: string;
  identity: ItemIdentity;
  at: Date;
  rows: InventoryHeld['rows'];
}

/**
 * Key of what JOOR holds of a SKU under one name in one warehouse: of a SKU that has moved there are two, and the
 * topic keeps one record per key.
 */
export const heldKeyOf = (
  place: Place,
  { sku, warehouse, item }: Pick<Row, 'sku' | 'warehouse' | 'item'>,
): string => heldKey(place.connectionId, place.world, sku, warehouse, item);

/** Tells all that JOOR has acknowledged of these rows' SKUs, when the caller's transaction commits. */
export async function tellHeld(
  client: pg.ClientBase,
  place: Place & { readonly workspaceId: string },
  accepted: readonly ClaimedRow[],
): Promise<void> {
  if (accepted.length === 0) return;
  const { rows } = await client.query<Row>(HELD, [
    ...[place.connectionId, place.world],
    textArray(accepted.map(({ sku }) => sku)),
    textArray(accepted.map(({ row }) => row.warehouse)),
    textArray(accepted.map(({ item }) => item)),
  ]);
  const { connectionId, workspaceId, world } = place;
  const events = rows.map((row) => {
    const { sku, warehouse, at } = row;
    const held = {
      sku,
      identity: nameIn(row),
      warehouse,
      rows: row.rows.slice(0, MOST_ROWS),
      at: at.toISOString(),
    };
    const value: InventoryHeld = { connectionId, workspaceId, world, ...held };
    return { topic: topics.inventoryHeld.name, key: heldKeyOf(place, row), type: inventoryHeld.type, value };
  });
  await addToOutbox(client, events);
}

/** The item as JOOR was told it: with a UPC only where it was found by that. */
const nameIn = ({ item, identity }: Row): ItemIdentity =>
  foundBy(item) === 'upc' ? identity : { ...identity, upc: '' };
