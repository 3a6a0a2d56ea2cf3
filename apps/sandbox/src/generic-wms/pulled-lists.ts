import { type Answer, type Call, json } from '../http/exchange.js';
import type { StockRoom } from '../stock/stock-room.js';
import type { StyleShelf } from '../stock/style-shelf.js';
import type { InstanceSettings } from './instance-settings.js';

/** What can be read at an instance. */
export interface Goods {
  readonly stock: StockRoom;
  readonly styles: StyleShelf;
}

const PARAMETERS = { stock: ['limit', 'cursor'], products: ['limit', 'cursor', 'changedSince'] } as const;
const FIELDS = { stock: 'levels', products: 'products' } as const;
type ListName = keyof typeof FIELDS;

export const isListName = (name: string | undefined): name is ListName =>
  name === 'stock' || name === 'products';

/** One page of `GET stock` or `GET products`. What nobody documented is refused, so that a mistake shows. */
export function listPage(
  name: ListName,
  { query }: Call,
  goods: Goods,
  { pages, mostRows, statesTime }: InstanceSettings,
  now: number,
): Answer {
  const unknown = [...query.keys()].filter((key) => !PARAMETERS[name].some((known) => known === key));
  if (unknown.length > 0) return bad(`unknown parameter ${unknown.join(', ')}`);
  const limit = Number(query.get('limit') ?? mostRows);
  if (!Number.isInteger(limit) || limit < 1) return bad('limit must be a whole number above 0');
  const from = placeOf(query.get('cursor'));
  if (from === null) return bad('this is not a cursor that was given');
  const since = query.get('changedSince');
  if (since !== null && Number.isNaN(Date.parse(since))) return bad('changedSince must be an instant');
  const all = name === 'stock' ? goods.stock.all() : stylesOf(goods.styles, since);
  const to = from + Math.min(limit, mostRows);
  const rows = pages === 'repeated-page' ? all.slice(0, to - from) : all.slice(from, to);
  const asOf = new Date(now).toISOString();
  const shown = name === 'stock' && statesTime ? rows.map((row) => ({ asOf, ...row })) : rows;
  return json(200, { [FIELDS[name]]: shown, next: nextOf(pages, to, all.length) });
}

const stylesOf = (styles: StyleShelf, since: string | null) =>
  since === null ? styles.all() : styles.changedSince(Date.parse(since));

function nextOf(pages: InstanceSettings['pages'], to: number, length: number): string | null {
  if (pages === 'repeated-cursor') return 'c1';
  return pages === 'repeated-page' || to < length ? `c${to}` : null;
}

function placeOf(cursor: string | null): number | null {
  if (cursor === null) return 0;
  const place = /^c(\d{1,9})$/.exec(cursor)?.[1];
  return place === undefined ? null : Number(place);
}

const bad = (message: string): Answer => json(400, { message });
