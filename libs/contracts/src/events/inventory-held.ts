import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { CalendarDate, Instant } from '../event/formats.js';
import { ItemIdentity, Quantity, World } from '../stock/stock-level.js';

const InventoryHeldSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  world: World,
  sku: Type.String({ minLength: 1, maxLength: 200 }),
  identity: ItemIdentity,
  /** Name of the JOOR warehouse. */
  warehouse: Type.String({ maxLength: 200 }),
  /** One row per day on which stock comes in; null is what is there now. */
  rows: Type.Array(Type.Object({ on: Type.Union([CalendarDate(), Type.Null()]), quantity: Quantity() }), {
    maxItems: 101,
  }),
  at: Instant(),
});

/** The figures of a SKU that JOOR has acknowledged. */
export type InventoryHeld = Static<typeof InventoryHeldSchema>;

export const inventoryHeld = eventContract({
  type: 'joor.inventory.held.v1',
  description:
    'The figures of a SKU that JOOR has acknowledged, so that a rebuilt service sends nothing that JOOR has. The later `at` holds.',
  schema: InventoryHeldSchema,
});
