import { type Sandbox, startSandbox } from '@joor-bridge/sandbox';
import { Pool } from 'undici';
import { freshOrder } from './conformance/rehearsal.js';
import { type Connector, type Link, type Wms } from './connector.js';
import { generic } from './generic/connector.js';
import { skubana } from './skubana/connector.js';
import type { StockRow } from './stock/stock-page.js';

let sandbox: Sandbox;
let pool: Pool;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  await pool?.destroy();
  await sandbox.close();
});

function connect(connector: Connector, url: string, link: Pick<Link, 'credentials' | 'options'>): Wms {
  pool = new Pool(new URL(url).origin);
  return connector.connect({ url, dispatcher: pool, timeoutMs: 10_000, ...link });
}
const toGeneric = (options: Link['options'] = {}) => {
  const signingSecret = sandbox.generic.instance('demo').settings.signingSecret ?? '';
  return connect(generic, `${sandbox.urls.generic}/wms/demo`, {
    credentials: { kind: 'generic', signingSecret },
    options: { stock: 'pull', products: 'pull', ...options },
  });
};
const toSkubana = (options: Link['options'] = {}) =>
  connect(skubana, sandbox.urls.skubanaProduction, {
    credentials: { kind: 'skubana', accessToken: 'skubana-production-token' },
    options: { salesChannelId: 4711, totalsPerSecond: 1_000, readsPerSecond: 1_000, ...options },
  });

async function stockOf(wms: Wms): Promise<StockRow[]> {
  const rows: StockRow[] = [];
  for await (const page of wms.stock?.() ?? []) rows.push(...page.rows);
  return rows;
}
const units = (rows: readonly StockRow[], sku: string) =>
  rows.filter((row) => row.sku === sku).reduce((sum, { available }) => sum + available, 0);

it.each([
  ['a generic WMS', () => toGeneric(), 'demo'],
  ['Skubana', () => toSkubana(), 'skubana-demo'],
])("what %s has falls by an order's units, under the code of its lines", async (_, link, account) => {
  const wms = link();
  const before = await stockOf(wms);
  const brand = sandbox.joor.production.sourceOf(account).brand;
  const upcs = brand.styles.flatMap(({ colors }) =>
    colors.flatMap(({ variants }) => variants.map(({ upc }) => upc)),
  );
  const upc = upcs.find((each) => units(before, each) >= 3) ?? '';
  expect(units(before, upc)).toBeGreaterThanOrEqual(3);
  const order = freshOrder();
  const [line] = order.lines;
  if (!line) throw new Error('an order has a line');
  const lines = [{ ...line, itemCode: upc, quantity: 3 }];
  const joorLines = order.order.lines.slice(0, 1);
  const [answer] = await wms.deliver([{ ...order, order: { ...order.order, lines: joorLines }, lines }]);
  expect(answer).toMatchObject({ kind: 'accepted' });
  expect(units(await stockOf(wms), upc)).toBe(units(before, upc) - 3);
});

it.each([
  ['a generic WMS', () => toGeneric(), 'demo'],
  ['Skubana', () => toSkubana(), 'skubana-demo'],
])('%s sells the variants that it stocks', async (_, link, account) => {
  const wms = link();
  const stocked = new Set((await stockOf(wms)).map(({ sku }) => sku));
  const sold: string[] = [];
  let styles = 0;
  for await (const { products, refused } of wms.products?.(null) ?? []) {
    expect(refused).toEqual([]);
    styles += products.length;
    for (const { variants } of products) sold.push(...variants.map(({ sku }) => sku));
  }
  expect(styles).toBe(sandbox.joor.production.sourceOf(account).brand.styles.length);
  expect(new Set(sold)).toEqual(stocked);
});

it('reads 40,000 levels whole, page by page', async () => {
  const grow = { skus: 20_000, warehouses: 2 };
  const control = `${sandbox.urls.control}/control/wms/demo/stock/grow`;
  const grown = await fetch(control, { method: 'POST', body: JSON.stringify(grow) });
  const { units: expected } = (await grown.json()) as { units: number };
  const wms = toGeneric({ stockPageSize: 2_500 });
  const seen = new Set<string>();
  let total = 0;
  for await (const { rows, refused } of wms.stock?.() ?? []) {
    expect(rows.length).toBe(2_500);
    expect(refused).toEqual([]);
    for (const { sku, warehouse, available } of rows) {
      seen.add(`${sku} ${warehouse}`);
      total += available;
    }
  }
  expect(seen.size).toBe(40_000);
  expect(total).toBe(expected);
});

it('reads 3,000 of Skubana in either mode alike, where nothing is locked', async () => {
  sandbox.skubana.production.goods.stock.replace(
    Array.from({ length: 3_000 }, (_, at) => ({
      sku: `S${at % 1_500}`,
      warehouse: at < 1_500 ? 'East' : 'West',
      available: at,
    })),
  );
  const figures = async (stockMode: string) =>
    (await stockOf(toSkubana({ stockMode, ignoreInactiveProducts: false })))
      .map(({ sku, warehouse, available }) => `${sku} ${warehouse} ${available}`)
      .sort();
  const perWarehouse = await figures('per-warehouse');
  await pool.destroy();
  expect(perWarehouse).toHaveLength(3_000);
  expect(await figures('per-sales-channel')).toEqual(perWarehouse);
});

it('waits out the limits that Skubana has for totals, and reads everything', async () => {
  const world = sandbox.skubana.production;
  world.goods.stock.replace(
    Array.from({ length: 95 }, (_, at) => ({ sku: `S${at}`, warehouse: 'East', available: at })),
  );
  world.settings = { ...world.settings, totalsPerSecond: 4 };
  const options = { stockMode: 'per-warehouse', stockPageSize: 10, ignoreInactiveProducts: false } as const;
  expect(await stockOf(toSkubana(options))).toHaveLength(95);
  expect(sandbox.requests.of('skubana-production').byStatus['429']).toBeGreaterThan(0);
});

it('keeps its own pace, so that Skubana never has to throttle it', async () => {
  const world = sandbox.skubana.production;
  world.goods.stock.replace(
    Array.from({ length: 95 }, (_, at) => ({ sku: `S${at}`, warehouse: 'East', available: at })),
  );
  world.settings = { ...world.settings, totalsPerSecond: 11 };
  const pace = { totalsPerSecond: 10, readsPerSecond: 5 };
  const options = { stockMode: 'per-warehouse', stockPageSize: 10, ignoreInactiveProducts: false } as const;
  expect(await stockOf(toSkubana({ ...options, ...pace }))).toHaveLength(95);
  expect(sandbox.requests.of('skubana-production').byStatus['429']).toBeUndefined();
});
