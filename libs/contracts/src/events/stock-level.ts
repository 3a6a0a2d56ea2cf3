import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';
import { FutureStock, ItemIdentity, Quantity, World } from '../stock/stock-level.js';

const StockLevelSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  world: World,
  /** What the WMS knows the item by. */
  sku: Type.String({ minLength: 1, maxLength: 200 }),
  /** The WMS's own warehouse; `""` where it has only one. */
  warehouse: Type.String({ maxLength: 200 }),
  available: Quantity(),
  future: Type.Array(FutureStock, { maxItems: 100 }),
  /** When this was true: of two levels the one with the later `asOf` holds, whichever comes last. */
  asOf: Instant(),
  /** False: the SKU is no longer in the WMS's list, and `available` is 0 for that. */
  listed: Type.Boolean(),
  identity: ItemIdentity,
  /** What was corrected in the WMS's figure, for the explanation; null when nothing was. */
  note: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
  /**
   * True: a whole reading named it with a figure that could not be taken. It is still known to have been true at
   * `asOf`, and the ends of readings say nothing of it.
   */
  doubted: Type.Optional(Type.Boolean()),
});

/** What a WMS has of one SKU in one warehouse, and when that was true. */
export type StockLevel = Static<typeof StockLevelSchema>;

export const stockLevel = eventContract({
  type: 'wms.stock.level.v1',
  description: 'What a WMS has of one SKU in one warehouse. Of two the later `asOf` holds.',
  schema: StockLevelSchema,
});

const StockSweptSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  world: World,
  /** Every level of the connection that was true before, and is not doubted, is still true at this time. */
  asOf: Instant(),
  levels: Type.Integer({ minimum: 0 }),
});

/** A whole reading of a WMS's stock has ended, and every level that differed is on the topic. */
export type StockSwept = Static<typeof StockSweptSchema>;

export const stockSwept = eventContract({
  type: 'wms.stock.swept.v1',
  description:
    'A whole reading of a WMS has ended: levels that are older than `asOf` were found unchanged and hold at that time, too.',
  schema: StockSweptSchema,
});

/** A SKU may hold the separator; unescaped, two items could come to share one key, and compaction would keep one. */
const part = (text: string): string => text.replaceAll('%', '%25').replaceAll(':', '%3A');

/** Before what belongs to JOOR's sandbox, in keys that both worlds share. */
const scope = (connectionId: string, world: World): string =>
  world === 'sandbox' ? `${connectionId}:TEST` : connectionId;

/**
 * Key of a level on `wms.stock.v1`. It names the warehouse besides the SKU: the topic keeps the newest record per
 * key, and a SKU has one per warehouse.
 */
export const stockKey = ({
  connectionId,
  world,
  sku,
  warehouse,
}: Pick<StockLevel, 'connectionId' | 'world' | 'sku' | 'warehouse'>): string =>
  `${scope(connectionId, world)}:${part(sku)}:${part(warehouse)}`;

export const sweptKey = ({ connectionId, world }: Pick<StockSwept, 'connectionId' | 'world'>): string =>
  scope(connectionId, world);

/** Key of what JOOR holds of a SKU or a style; `item` is what tells one from another. */
export const heldKey = (connectionId: string, world: World, ...item: readonly string[]): string =>
  [scope(connectionId, world), ...item.map(part)].join(':');
