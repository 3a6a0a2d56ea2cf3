import { eventually } from '@joor-bridge/testing';
import type { Service } from '../stage/service.js';
import { wmsUrl } from '../stage/with-sandbox.js';
import {
  approveFirst,
  type BrandStage,
  connectBrand,
  fewGoods,
  openBrandStage,
  SENDING,
  untilFiguresMatch,
} from '../testing/brand-stage.js';

/** The connection has credentials and addresses for both worlds: only Joor Test Mode keeps them apart. */
const BRAND = 'nord';
const CONNECTION = 'con_nord';
const TWIN = 'nord-sandbox';
const PRODUCTION = ['joor-production', 'token-production', `wms-${BRAND}`];

let brand: BrandStage;
let inventory: Service;
let products: Service;
let skus: string[];

beforeAll(async () => {
  const accounts = [
    { world: 'production', id: BRAND },
    { world: 'sandbox', id: BRAND },
  ] as const;
  brand = await openBrandStage({ sandbox: { accounts } });
  skus = fewGoods(brand.sandbox, TWIN, 2);
  await connectBrand(brand, BRAND, {
    settings: { ...SENDING, 'joor.testMode': 'Enabled' },
    destination: { sandboxUrl: wmsUrl(brand.sandbox, TWIN) },
  });
  [inventory, products] = await Promise.all([
    brand.stage.start('inventory-service'),
    brand.stage.start('product-service'),
  ]);
}, 120_000);
afterAll(() => brand?.close(), 60_000);

test("styles and figures of the WMS's sandbox arrive in JOOR's", async () => {
  await approveFirst(products, 'products', CONNECTION);
  const { catalogue } = brand.sandbox.joor.sandbox.account(BRAND);
  await eventually(() => catalogue.skus.size === skus.length, { timeoutMs: 30_000 });
  await approveFirst(inventory, 'inventory', CONNECTION);
  await untilFiguresMatch(brand.sandbox, BRAND, { wms: TWIN, world: 'sandbox' });
}, 120_000);

test('no request has reached production', () => {
  for (const target of PRODUCTION)
    expect([target, brand.sandbox.requests.of(target).total]).toEqual([target, 0]);
});
