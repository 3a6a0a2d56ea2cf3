import { eventually } from '@joor-bridge/testing';
import type { Service } from '../stage/service.js';
import {
  approveFirst,
  type BrandStage,
  connectBrand,
  fewGoods,
  openBrandStage,
  PICKUP,
  SENDING,
} from '../testing/brand-stage.js';

/** Poller, inventory-service and product-service at work on one JOOR account, whose real limit is in force. */
const BRAND = 'nord';
const CONNECTION = 'con_nord';
const LIMIT = { credits: 300, windowSeconds: 300, retryAfter: true };
/** What the lanes may fill of it: live, inventory, products. */
const SHARES = { inventory: 240, products: 150 };
const WRITE = 5;

let brand: BrandStage;
let inventory: Service;
let products: Service;

const account = () => brand.sandbox.joor.production.account(BRAND);
function spentBy(isIts: (route: string) => boolean): number {
  return Object.entries(account().spending.totals().byRoute)
    .filter(([route]) => isIts(route))
    .reduce((sum, [, { credits }]) => sum + credits, 0);
}
const byOrders = () => spentBy((route) => /order/.test(route));
const byInventory = () => spentBy((route) => /inventory/.test(route));
const all = () => account().spending.totals().credits;

beforeAll(async () => {
  const accounts = [{ world: 'production', id: BRAND, catalogue: 'brand' }] as const;
  // one row and one record a request: both services have far more to send than the limit lets them
  const env = { JOOR_INVENTORY_BATCH: '1', JOOR_PRODUCTS_BATCH: '1', POLL_MINUTE_MS: '1000' };
  brand = await openBrandStage({ sandbox: { accounts, credits: LIMIT }, env });
  const known = fewGoods(brand.sandbox, BRAND, 12);
  expect(known.length * WRITE).toBeGreaterThan(LIMIT.credits);
  await connectBrand(brand, BRAND, {
    settings: { ...SENDING, 'joor.orderStatus': 'Approved', 'joor.warehouseCode': 'EAST' },
    createdAt: new Date(Date.now() - 60_000).toISOString(),
    destination: { options: PICKUP },
  });
  [inventory, products] = await Promise.all([
    brand.stage.start('inventory-service'),
    brand.stage.start('product-service'),
    brand.stage.start('joor-poller'),
    brand.stage.start('order-router'),
  ]);
  await Promise.all([
    approveFirst(products, 'products', CONNECTION),
    approveFirst(inventory, 'inventory', CONNECTION),
  ]);
}, 120_000);
afterAll(() => brand?.close(), 60_000);

test('inventory goes on where products have to stop, and leaves to orders what is theirs', async () => {
  await eventually(() => all() - byOrders() > SHARES.inventory - 60 && byInventory() > 0, {
    timeoutMs: 60_000,
  });
  await eventually(() => all() > SHARES.inventory - WRITE, { timeoutMs: 60_000 });
  const byProducts = all() - byOrders() - byInventory();
  expect(byProducts).toBeGreaterThan(0);
  expect(byProducts).toBeLessThanOrEqual(SHARES.products);
  expect(byInventory()).toBeGreaterThan(0);
}, 150_000);

test('an order that comes then is delivered at once', async () => {
  const source = brand.sandbox.joor.production.sourceOf(BRAND);
  expect(all()).toBeLessThan(LIMIT.credits);
  const [order] = source.backlog(1, Date.now(), 0);
  const raw = { ...(order as object), order_type: '4', customer_code: 'C-1', warehouse_code: 'EAST' };
  account().put(raw);
  await eventually(() => brand.sandbox.effects.totals(`wms-${BRAND}`).distinct === 1, { timeoutMs: 30_000 });
}, 60_000);

test('JOOR has never had to say that its limit is used up', () => {
  expect(account().spending.totals().throttled).toBe(0);
  expect(all()).toBeLessThanOrEqual(LIMIT.credits);
});
