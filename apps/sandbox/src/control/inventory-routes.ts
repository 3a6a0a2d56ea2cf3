import { labelOf } from '../joor/catalogue/catalogue.js';
import type { StockRow } from '../joor/inventory/stock-book.js';
import type { JoorAccount } from '../joor/joor-account.js';
import { accountNamed } from './account-named.js';
import type { Route } from './route.js';
import type { Steered } from './steered.js';

const LISTED = 1_000;

/** What JOOR holds of inventory, how it came to it, and what the account has spent. */
export function inventoryRoutes(sandbox: Steered): readonly Route[] {
  return [
    {
      route: 'GET /control/joor/{world}/{account}/inventory',
      answer: (asked) => inventory(accountNamed(sandbox, asked).account, asked.query),
    },
    {
      route: 'DELETE /control/joor/{world}/{account}/inventory',
      answer: (asked) => accountNamed(sandbox, asked).account.stock.clear(),
    },
    {
      route: 'GET /control/joor/{world}/{account}/spending',
      answer: (asked) => accountNamed(sandbox, asked).account.spending.totals(),
    },
    {
      route: 'DELETE /control/joor/{world}/{account}/spending',
      answer: (asked) => accountNamed(sandbox, asked).account.spending.clear(),
    },
  ];
}

/**
 * Totals, and rows: of one `sku` (UPC, style-color-size or id) with the history of each, or of `warehouse`, or the
 * first `limit` of all.
 */
function inventory(account: JoorAccount, query: URLSearchParams) {
  const { stock } = account;
  const sku = query.get('sku');
  const warehouse = query.get('warehouse');
  const limit = Number(query.get('limit') ?? LISTED);
  const rows = sku === null ? stock.all() : itemsNamed(account, sku).flatMap((item) => stock.of(item));
  const found = warehouse === null ? rows : rows.filter((row) => row.warehouse === warehouse);
  return {
    total: stock.size,
    found: found.length,
    writes: stock.writes,
    overtaken: stock.overtaken,
    units: found.reduce((sum, { on, quantity }) => sum + (on === null ? (quantity ?? 0) : 0), 0),
    rows: found.slice(0, limit).map((row) => ({
      sku: nameOf(account, row.item),
      warehouse: row.warehouse,
      on: row.on,
      quantity: row.quantity,
      madeToOrder: stock.isMadeToOrder(row.item),
      writes: row.writes.length,
      ...(sku !== null && { history: historyOf(row) }),
    })),
  };
}

function itemsNamed({ catalogue }: JoorAccount, name: string): readonly string[] {
  const withUpc = catalogue.withUpc(name);
  const named =
    withUpc.length > 0 ? withUpc : catalogue.skus.all().filter((sku) => labelOf(catalogue, sku) === name);
  return [name, ...named.map(({ id }) => id)];
}

function nameOf({ catalogue }: JoorAccount, item: string): string {
  const sku = catalogue.skus.get(item);
  return sku ? labelOf(catalogue, sku) : item;
}

const historyOf = ({ writes }: StockRow) =>
  writes.map(({ at, askedAt, quantity, cause }) => ({
    at: new Date(at).toISOString(),
    askedAt: new Date(askedAt).toISOString(),
    quantity,
    cause,
  }));
