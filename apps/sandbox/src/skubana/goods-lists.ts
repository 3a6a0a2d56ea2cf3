import { type Answer, json, text } from '../http/exchange.js';
import type { SkubanaGoods } from './skubana-goods.js';
import type { SkubanaSettings } from './skubana-settings.js';

/** Page sizes that Skubana documents. */
const FEWEST = 10;
const MOST = 1_000;
const TOTALS = '/v1/productstocks/total';

/** Parameters each list takes, besides the page; null for a list that has one page. */
const LISTS: Readonly<Record<string, readonly string[] | null>> = {
  '/v1/warehouses': null,
  [TOTALS]: ['warehouseId'],
  '/v1/inventory': ['warehouseId'],
  '/v1.1/products': ['modifiedDateFrom'],
  '/v1/listings': ['salesChannelId'],
  '/v1/vendorproducts': [],
};

export const isGoodsList = (path: string): boolean => path in LISTS;
export const isTotals = (path: string): boolean => path === TOTALS;

/** A page of one of Skubana's lists of goods: a bare array, empty behind the end. */
export function goodsPage(
  path: string,
  query: URLSearchParams,
  goods: SkubanaGoods,
  { ignoresPage, inactiveWarehouses }: Pick<SkubanaSettings, 'ignoresPage' | 'inactiveWarehouses'>,
): Answer {
  const parameters = LISTS[path];
  if (!parameters) return json(200, goods.warehouses(inactiveWarehouses));
  const unknown = [...query.keys()].filter((key) => ![...parameters, 'page', 'limit'].includes(key));
  if (unknown.length > 0) return text(400, `Unknown parameter: ${unknown.join(', ')}`);
  const page = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 100);
  if (!Number.isInteger(page) || page < 1) return text(400, 'page must be 1 or more');
  if (!Number.isInteger(limit) || limit < FEWEST || limit > MOST)
    return text(400, 'limit must be from 10 to 1000');
  const since = query.get('modifiedDateFrom');
  if (since !== null && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(since)) {
    return text(400, 'modifiedDateFrom must be yyyy-MM-ddTHH:mm:ssZ');
  }
  const from = ignoresPage ? 0 : (page - 1) * limit;
  return json(200, rowsOf(path, query, goods).slice(from, from + limit));
}

function rowsOf(path: string, query: URLSearchParams, goods: SkubanaGoods): readonly object[] {
  const number = (name: string) => (query.has(name) ? Number(query.get(name)) : null);
  const since = query.get('modifiedDateFrom');
  switch (path) {
    case TOTALS:
      return goods.totals(number('warehouseId'));
    case '/v1/inventory':
      return goods.bins(number('warehouseId'));
    case '/v1.1/products':
      return goods.products(since === null ? null : Date.parse(since));
    case '/v1/listings':
      return goods.listings(number('salesChannelId') ?? 1);
    default:
      return goods.vendorProducts();
  }
}
