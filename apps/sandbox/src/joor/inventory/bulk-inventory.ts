import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../../http/exchange.js';
import type { Asked } from '../api.js';
import { labelOf } from '../catalogue/catalogue.js';
import { type Product, type Sku, upcOf } from '../catalogue/records.js';
import type { JoorAccount } from '../joor-account.js';
import { BadQuery, whole } from '../query-values.js';
import { type InventoryRow, type RowKey, readInventoryRow, sentName } from './inventory-row.js';
import { pendingUnits } from './pending-units.js';
import { keyOf } from './stock-book.js';

interface Placed {
  readonly raw: unknown;
  readonly row: InventoryRow;
  /** The SKU's id, or the sent name where the catalogue has none and that is to be borne. */
  readonly item: string;
  readonly sku: Sku | null;
}
interface Refused {
  readonly raw: unknown;
  readonly sku: Sku | null;
  readonly comment: string;
}

/** `POST` or `PUT /v2/bulk-inventory`. @throws BadQuery for a request that is refused whole */
export function bulkInventory({ world, account, call, askedAt }: Asked): Answer {
  const overwrite = flag(call.query, 'overwrite');
  const decPending = flag(call.query, 'dec_pending');
  const items = itemsOf(call.body);
  const settings = account.inventorySettings;
  if (settings.itemLimit !== null && items.length > settings.itemLimit) {
    const comment = `At most ${settings.itemLimit} inventory items are taken in one request`;
    return json(413, { response: { code: 413, comment, log_id: '0' } });
  }
  const rows = items.map((raw) => place(account, raw));
  const when = { at: world.now(), askedAt };
  if (overwrite) clearRest(account, rows, when);
  const pending = decPending ? pendingUnits(account) : () => 0;
  for (const placed of rows) {
    if ('comment' in placed) continue;
    const { row, item, sku } = placed;
    if (!isKnown(account, row.warehouse)) {
      if (settings.unknownWarehouse === 'lose') continue;
      account.inventorySettings = addWarehouse(account, row.warehouse);
    }
    const less = row.on === null && sku ? pending(upcOf(sku), row.warehouse) : 0;
    account.stock.write({ ...row, item, quantity: Math.max(0, row.quantity - less) }, when);
  }
  const refused = rows.filter((row) => 'comment' in row).length;
  account.spending.records('inventory', rows.length - refused, refused);
  return json(200, { sku_count: rows.length, inventory_log: logOf(account, rows) });
}

function itemsOf(body: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new BadQuery('the body is not JSON');
  }
  const outer = Array.isArray(parsed) && parsed.length === 1 ? parsed[0] : parsed;
  const { inventory_items: items, ...others } = (outer ?? {}) as Record<string, unknown>;
  if (!Array.isArray(items) || items.length === 0)
    throw new BadQuery('inventory_items must be an array of at least one item');
  if (Object.keys(others).length > 0) throw new BadQuery(`unknown field ${Object.keys(others).join(', ')}`);
  return items;
}

function place(account: JoorAccount, raw: unknown): Placed | Refused {
  const settings = account.inventorySettings;
  const row = readInventoryRow(raw, settings);
  if ('comment' in row) {
    if (settings.badRow === 'refuse-request') throw new BadQuery(row.comment);
    return { raw, sku: null, comment: row.comment };
  }
  const sku = findSku(account, row.key);
  const refuse = (comment: string): Refused => ({ raw, sku, comment });
  if (!isKnown(account, row.warehouse) && settings.unknownWarehouse === 'fail')
    return refuse(`There is no warehouse ${row.warehouse}`);
  if (!sku && settings.unknownItem === 'fail') return refuse('No SKU matches this item');
  if (settings.failing.length > 0 && settings.failing.includes(knownName(account, { raw, sku })))
    return refuse('Could not be processed');
  if (settings.failShare > 0 && account.chance.chance(settings.failShare))
    return refuse('Could not be processed');
  return { raw, row, item: sku?.id ?? sentName(raw), sku };
}

function findSku({ catalogue }: JoorAccount, key: RowKey): Sku | null {
  if (key.by === 'upc') return catalogue.withUpc(key.upc)[0] ?? null;
  const product: Product | undefined =
    key.styleId === null
      ? catalogue.style(key.styleNumber, key.styleIdentifier)
      : catalogue.products.get(key.styleId);
  const found = catalogue.skus
    .of(product?.id ?? '')
    .find(
      ({ color, size }) =>
        (key.colorId === null ? color.code === key.colorCode : String(color.id) === key.colorId) &&
        (key.size === null ? size.code === key.sizeCode : size.name === key.size),
    );
  return found ?? null;
}

/** Clears the warehouses that are named, or all of them, but for the rows that are about to be written. */
function clearRest(
  account: JoorAccount,
  rows: readonly (Placed | Refused)[],
  when: { readonly at: number; readonly askedAt: number },
): void {
  const placed = rows.filter((row) => 'row' in row);
  const named = new Set(placed.map(({ row }) => row.warehouse));
  const kept = new Set(placed.map(({ item, row }) => keyOf({ ...row, item })));
  const told = new Set(placed.map(({ item }) => item));
  const untold = account.catalogue.skus
    .all()
    .map(({ id }) => id)
    .filter((id) => !told.has(id));
  const all = account.inventorySettings.overwriteScope === 'account';
  account.stock.clearWarehouses(all ? null : named, kept, untold, when);
}

const isKnown = ({ inventorySettings }: JoorAccount, warehouse: string): boolean =>
  inventorySettings.warehouses.includes(warehouse);

const addWarehouse = ({ inventorySettings }: JoorAccount, warehouse: string) => ({
  ...inventorySettings,
  warehouses: [...inventorySettings.warehouses, warehouse],
});

function logOf(account: JoorAccount, rows: readonly (Placed | Refused)[]): readonly unknown[] {
  const { acceptedStatus, unloggedShare, logOrder } = account.inventorySettings;
  const logged = rows.filter(
    (row) => 'comment' in row || !(unloggedShare > 0 && account.chance.chance(unloggedShare)),
  );
  const entries = logged.map((row) => ({
    sku: logName(account, row),
    inventory_log_id: randomUUID(),
    ...('comment' in row ? { status: 'failed', comment: row.comment } : { status: acceptedStatus }),
  }));
  return logOrder === 'reversed' ? entries.toReversed() : entries;
}

function logName(account: JoorAccount, row: Pick<Placed, 'raw' | 'sku'>): string {
  const { logNames } = account.inventorySettings;
  if (logNames === 'none') return '';
  return logNames === 'given' ? sentName(row.raw) : knownName(account, row);
}

/** The UPC that JOOR has, else style-color-size; as it was sent where JOOR knows neither. */
function knownName({ catalogue }: JoorAccount, { raw, sku }: Pick<Placed, 'raw' | 'sku'>): string {
  return sku ? labelOf(catalogue, sku) : sentName(raw);
}

const flag = (query: URLSearchParams, name: string): boolean => whole(query, name, 0, 0, 1) === 1;
