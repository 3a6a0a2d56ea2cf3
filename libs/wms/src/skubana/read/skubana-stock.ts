import { isObject, readText } from '../../http/json-body.js';
import { isRefusedRow } from '../../stock/read-stock-row.js';
import type { RefusedRow, StockPage, StockRow } from '../../stock/stock-page.js';
import type { SkubanaOptions } from '../options.js';
import { itemNames } from './item-names.js';
import type { SkubanaLists, SkubanaReading } from './skubana-lists.js';
import { readSkubanaStock, type StockRules } from './stock-rows.js';
import { activeWarehouses } from './warehouses.js';

/**
 * All stock, one active warehouse after another: Skubana knows no "modified since" for stock. Its only call for
 * changes, `POST /v1.2/inventory/acknowledge`, gives each change of a sales channel once and marks it as read, so
 * that a lost answer would lose it, and it never gives the whole. So both modes read everything.
 *
 * Pages are numbered: when stock changes during the reading, rows move, and a product may come twice. The later row
 * holds, and comes again only where it says something else.
 * @throws PullFailed
 */
export async function* skubanaStock(lists: SkubanaLists, options: SkubanaOptions): AsyncGenerator<StockPage> {
  const reading = lists.reading('The stock in Skubana');
  const warehouses = await activeWarehouses(reading);
  const names = await itemNames(reading, options);
  const inactive = options.ignoreInactiveProducts
    ? await inactiveProducts(reading, options)
    : new Set<string>();
  // a product that is refused for its name is so in each warehouse, and is said once
  const refused = new Set<string>();
  for (const { id, name } of warehouses) {
    const rules = { options, warehouse: name, names, inactive };
    yield* stockOf(reading, id, rules, options.stockPageSize, refused);
  }
}

async function* stockOf(
  reading: SkubanaReading,
  warehouseId: string,
  rules: StockRules,
  limit: number,
  refused: Set<string>,
): AsyncGenerator<StockPage> {
  const totals = rules.options.stockMode === 'per-warehouse';
  const list = {
    path: totals ? '/v1/productstocks/total' : '/v1/inventory',
    query: { warehouseId },
    limit,
    key: totals ? ['product', 'masterSku'] : ['productStockId'],
  };
  const given = new Map<string, number>();
  for await (const rows of reading.pages(list)) yield pageOf(rows, rules, given, refused);
}

function pageOf(
  raws: readonly unknown[],
  rules: StockRules,
  given: Map<string, number>,
  refused: Set<string>,
): StockPage {
  const latest = new Map<string, StockRow>();
  const newlyRefused: RefusedRow[] = [];
  for (const raw of raws) {
    const row = readSkubanaStock(raw, rules);
    if (row === null) continue;
    if (!isRefusedRow(row)) latest.set(row.sku, row);
    else if (isNew(refused, `${row.sku}\u0000${row.reason}`)) newlyRefused.push(row);
  }
  const rows = [...latest.values()].filter(({ sku, available }) => {
    const changed = given.get(sku) !== available;
    given.set(sku, available);
    return changed;
  });
  return { rows, refused: newlyRefused };
}

function isNew(seen: Set<string>, key: string): boolean {
  const added = !seen.has(key);
  seen.add(key);
  return added;
}

async function inactiveProducts(reading: SkubanaReading, options: SkubanaOptions): Promise<Set<string>> {
  const inactive = new Set<string>();
  const list = { path: '/v1.1/products', limit: options.productsPageSize, key: ['productId'] };
  for await (const rows of reading.pages(list)) {
    for (const row of rows) {
      const id = isObject(row) && row.active === false ? readText(row.productId) : null;
      if (id !== null) inactive.add(id);
    }
  }
  return inactive;
}
