import { testServers } from '@joor-bridge/service-kit/testing';
import { openFlowsBack } from './flows-back-installation.js';
import { openInstallation } from './installation.js';
import { type InventoryStormResult, inventoryStorm } from './inventory/inventory-storm.js';
import { SHOPS } from './inventory/shop.js';
import { BRANDS } from './products/brands.js';
import { type ProductsStormResult, productsStorm } from './products/products-storm.js';
import { type StormResult, storm } from './storm.js';

/**
 * The three long runs (`npm run chaos:orders`, `chaos:inventory`, `chaos:products`) in short. Each mostly waits for
 * processes to die and to start again, so they rage side by side, on installations of their own.
 */
const ORDERS = 300;
const WANTED = 210;
const STYLES = 6;
const quiet = { say: () => {} };

let orders: StormResult;
let inventory: InventoryStormResult;
let products: ProductsStormResult;

/** Leaves nothing running, however the storm ends. */
async function on<Place extends { close(): Promise<void> }, Result>(
  opening: Promise<Place>,
  rage: (installation: Place) => Promise<Result>,
): Promise<Result> {
  const installation = await opening;
  try {
    return await rage(installation);
  } finally {
    await installation.close();
  }
}

const accountsOf = (places: readonly { readonly joorAccount: string }[]) => [
  ...new Set(places.map(({ joorAccount }) => joorAccount)),
];

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const servers = { brokers: kafkaBrokers.split(','), postgresUrl: databaseUrl };
  const ends = await Promise.allSettled([
    on(openInstallation(servers, 3), async (installation) => {
      orders = await storm(installation, {
        ...{ orders: ORDERS, feedMs: 15_000, lostAnswers: 0, settleMs: 60_000, seed: 7, ...quiet },
        ...{ moments: 3, perPoint: 1, latestPassing: 2 },
      });
    }),
    on(openFlowsBack(servers, accountsOf(SHOPS), { JOOR_INVENTORY_BATCH: '20' }), async (installation) => {
      inventory = await inventoryStorm(installation, {
        ...{ shops: SHOPS, skusPerShop: 24, changesPerStep: 12, updates: 60 },
        ...{ moments: 1, perPoint: 0, settleMs: 60_000, seed: 11, ...quiet },
      });
    }),
    on(openFlowsBack(servers, accountsOf(BRANDS)), async (installation) => {
      products = await productsStorm(installation, {
        ...{ brands: BRANDS, stylesPerBrand: STYLES, changes: 8 },
        ...{ moments: 1, perPoint: 0, settleMs: 90_000, seed: 12, ...quiet },
      });
    }),
  ]);
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
}, 240_000);

describe('orders', () => {
  test('poller and router are killed at moments and at named points', () => {
    expect(orders.kills).toBe(3 + 7);
    expect(orders.atPoints).toBeGreaterThanOrEqual(4);
  });

  test('every wanted order is at the WMS, once', () => {
    expect(orders).toMatchObject({
      ...{ wanted: WANTED, effects: WANTED, lost: 0, duplicates: 0, settled: true },
    });
  });

  test('no process ends by itself', () => {
    expect(orders.crashes).toBe(0);
  });
});

describe('inventory', () => {
  test('both replicas are killed, and none ends by itself', () => {
    expect(inventory).toMatchObject({ kills: 2, crashes: 0 });
  });

  test('JOOR holds what can be sold, and no older figure ever took the place of a newer one', () => {
    expect(inventory.examples).toEqual([]);
    expect(inventory).toMatchObject({ wrong: 0, stale: 0 });
    expect(inventory.updates).toBeGreaterThanOrEqual(60);
  });

  test('nothing was ever 0 that the WMS had', () => {
    expect(inventory.zeroed).toBe(0);
  });
});

describe('products', () => {
  test('both replicas are killed, and none ends by itself', () => {
    expect(products).toMatchObject({ kills: 2, crashes: 0 });
  });

  test('JOOR shows every style as it should, and nothing twice', () => {
    expect(products.examples).toEqual([]);
    expect(products).toMatchObject({ styles: STYLES * BRANDS.length, wrong: 0, doubled: 0 });
  });
});
