import type { ItemIdentity } from '@joor-bridge/contracts';
import { isObject, type JsonObject, readText } from '../../http/json-body.js';
import { nameOf, RowFault, upcIn } from '../../row/row-text.js';
import { type ReadQuantity, readQuantity } from '../../stock/quantity.js';
import type { RefusedRow, StockRow } from '../../stock/stock-page.js';
import type { SkubanaOptions } from '../options.js';
import type { ItemNames } from './item-names.js';

const LONGEST_TEXT = 500;

/** What has to be known to read a row of stock. */
export interface StockRules {
  readonly options: Pick<SkubanaOptions, 'stockMode' | 'subtractLockedQuantity'>;
  /** Name of the warehouse that was asked about. */
  readonly warehouse: string;
  readonly names: ItemNames;
  /** Ids of the products that are left out. */
  readonly inactive: ReadonlySet<string>;
}

/** One row of a stock list; null for a product that is to be left out. Never throws. */
export function readSkubanaStock(raw: unknown, rules: StockRules): StockRow | RefusedRow | null {
  const product = isObject(raw) && isObject(raw.product) ? raw.product : null;
  if (product && rules.inactive.has(readText(product.productId) ?? '')) return null;
  let sku = nameOf(product, 'masterSku');
  try {
    if (!isObject(raw) || !product) throw new RowFault('a row must have a product');
    // named first: a row that is refused for its figure must be known by the same name as a good one
    sku = rules.names.nameOf(product);
    const { quantity, note } = quantityIn(raw, rules.options);
    return {
      sku,
      warehouse: rules.warehouse,
      available: quantity,
      future: [],
      asOf: null,
      identity: identityOf(product),
      note,
    };
  } catch (error) {
    if (error instanceof RowFault) return { sku, reason: error.message };
    throw error;
  }
}

/**
 * The units that are left. A row of `/v1/inventory` is one bin and carries the totals of its warehouse, which are
 * the same in each bin: they are taken, and bins are never added up.
 */
function quantityIn(
  row: JsonObject,
  { stockMode, subtractLockedQuantity }: StockRules['options'],
): ReadQuantity {
  if (stockMode === 'per-sales-channel') {
    const totals = row.warehouseStockTotals;
    if (!isObject(totals)) throw new RowFault('warehouseStockTotals is missing');
    return readQuantity(totals.availableQuantity, 'availableQuantity');
  }
  const onHand = readQuantity(row.onHandQuantity, 'onHandQuantity');
  if (!subtractLockedQuantity) return onHand;
  const locked = readQuantity(row.lockedQuantity, 'lockedQuantity');
  if (onHand.note !== null || locked.note !== null) return onHand;
  return readQuantity(onHand.quantity - locked.quantity, 'onHandQuantity less lockedQuantity');
}

/** Stock rows name neither style nor color nor size. */
const identityOf = (product: JsonObject): ItemIdentity => ({
  upc: upcIn(product, LONGEST_TEXT),
  styleNumber: '',
  styleIdentifier: '',
  colorCode: '',
  size: '',
});
