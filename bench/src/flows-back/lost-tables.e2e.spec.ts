import { eventually } from '@joor-bridge/testing';
import type { Service } from '../stage/service.js';
import {
  approveFirst,
  type BrandStage,
  connectBrand,
  fewGoods,
  heldFigures,
  openBrandStage,
  untilFiguresMatch,
  wmsFigures,
} from '../testing/brand-stage.js';

/** Both schemas are dropped while the services are stopped, as after a restore without a backup. */
const BRAND = 'nord';
const CONNECTION = 'con_nord';
const STYLES = 4;

let brand: BrandStage;
let inventory: Service;
let products: Service;
let skus: string[];

const account = () => brand.sandbox.joor.production.account(BRAND);
const writes = () =>
  Object.entries(account().spending.totals().byRoute).filter(([route]) => !route.startsWith('GET'));
const count = async (sql: string): Promise<number> =>
  (await brand.database.query<{ n: number }>(sql, [CONNECTION])).rows[0]?.n ?? 0;

async function startBoth(): Promise<void> {
  [inventory, products] = await Promise.all([
    brand.stage.start('inventory-service'),
    brand.stage.start('product-service'),
  ]);
}

beforeAll(async () => {
  brand = await openBrandStage({ sandbox: { accounts: [{ world: 'production', id: BRAND }] } });
  skus = fewGoods(brand.sandbox, BRAND, STYLES);
  await connectBrand(brand, BRAND);
  await startBoth();
  await approveFirst(products, 'products', CONNECTION);
  await eventually(() => account().catalogue.skus.size === skus.length, { timeoutMs: 30_000 });
  // line sheets and images come last
  await eventually(
    async () =>
      (await count(
        `select count(*)::int as n from products.style_states where connection_id = $1 and state = 'applied'`,
      )) === STYLES,
    { timeoutMs: 30_000 },
  );
  await approveFirst(inventory, 'inventory', CONNECTION);
  await untilFiguresMatch(brand.sandbox, BRAND);
}, 150_000);
afterAll(() => brand?.close(), 60_000);

test('what JOOR has is not sent again', async () => {
  await Promise.all([inventory.stop(), products.stop()]);
  await brand.database.query('drop schema inventory cascade');
  await brand.database.query('drop schema products cascade');
  account().spending.clear();
  await startBoth();
  // readings that find nothing new, and the runs that follow them
  const done = `select count(*)::int as n from inventory.pulls where connection_id = $1 and outcome = 'done'`;
  const complete = `select count(*)::int as n from products.pulls where connection_id = $1 and outcome = 'done'`;
  await eventually(async () => (await count(done)) >= 3 && (await count(complete)) >= 3, {
    timeoutMs: 60_000,
    everyMs: 200,
  });
  await eventually(
    async () =>
      (await count(`select count(*)::int as n from inventory.listings where connection_id = $1 and wanted is not null
        and wanted is not distinct from acknowledged`)) === skus.length,
    { timeoutMs: 30_000 },
  );
  expect(await count('select count(*)::int as n from inventory.stock_levels where connection_id = $1')).toBe(
    2 * skus.length,
  );
  expect(await count('select count(*)::int as n from products.held_products where connection_id = $1')).toBe(
    STYLES,
  );
  expect(writes()).toEqual([]);
}, 120_000);

test('a figure and a style that change then go out, and nothing besides', async () => {
  const { stock, styles } = brand.sandbox.generic.instance(BRAND);
  const [sku = ''] = skus;
  const [style] = styles.all();
  stock.set([{ sku, warehouse: 'East', available: 777 }]);
  styles.set([{ styleNumber: style?.styleNumber, name: 'Renamed' }]);
  const expected = wmsFigures(brand.sandbox, BRAND).get(sku);
  await eventually(() => heldFigures(brand.sandbox, BRAND).get(sku) === expected, { timeoutMs: 30_000 });
  await eventually(
    () =>
      account()
        .catalogue.products.all()
        .some(({ name }) => name === 'Renamed'),
    {
      timeoutMs: 30_000,
    },
  );
  expect(account().spending.totals().records.inventory).toEqual({ accepted: 1, refused: 0 });
  expect(writes().map(([route]) => route)).toHaveLength(2);
}, 90_000);
