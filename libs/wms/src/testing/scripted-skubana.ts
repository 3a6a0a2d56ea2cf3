import type { Link } from '../connector.js';
import { skubana } from '../skubana/connector.js';
import { json, type Script, ScriptedDispatcher, type Sent } from './scripted-dispatcher.js';

export const CHANNEL = 4711;
type Lists = Readonly<Record<string, readonly unknown[]>>;

/** Query of a request, and its path without it. */
export const askedOf = ({ path }: Sent) => {
  const { pathname, searchParams } = new URL(`https://skubana.example${path}`);
  return { list: pathname, ...Object.fromEntries(searchParams) } as Record<string, string>;
};

/** Answers the lists by path and page, `{path}?{warehouseId}` before `{path}`; a path that is not named is 404. */
export const paged =
  (lists: Lists) =>
  (sent: Sent): Script => {
    const { list = '', warehouseId, page = '1', limit = '100' } = askedOf(sent);
    const rows = lists[`${list}?${warehouseId}`] ?? lists[list];
    if (!rows) return json(404, {});
    const from = (Number(page) - 1) * Number(limit);
    return json(200, rows.slice(from, from + Number(limit)));
  };

/** A connection to a Skubana that answers by script, with no pace to wait for. */
export function connectSkubana(answer: (sent: Sent, count: number) => Script, options: Link['options'] = {}) {
  const dispatcher = new ScriptedDispatcher(answer);
  const wms = skubana.connect({
    url: 'https://api.skubana.example',
    credentials: { kind: 'skubana', accessToken: 'sesame' },
    options: { salesChannelId: CHANNEL, totalsPerSecond: 1_000, readsPerSecond: 1_000, ...options },
    dispatcher,
    timeoutMs: 5_000,
  });
  const { stock, products } = wms;
  if (!stock || !products) throw new Error('Skubana has both');
  return { stock: stock.bind(wms), products: products.bind(wms), sent: dispatcher.sent };
}
