import { testServers } from '@joor-bridge/service-kit/testing';
import { type FlowsBack, openFlowsBack } from '../flows-back-installation.js';
import { type InventoryStormResult, inventoryStorm } from './inventory-storm.js';
import { SHOPS } from './shop.js';

let installation: FlowsBack;
let result: InventoryStormResult;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const servers = { brokers: kafkaBrokers.split(','), postgresUrl: databaseUrl };
  const accounts = [...new Set(SHOPS.map(({ joorAccount }) => joorAccount))];
  installation = await openFlowsBack(servers, accounts, { JOOR_INVENTORY_BATCH: '20' });
  result = await inventoryStorm(installation, {
    shops: SHOPS,
    skusPerShop: 24,
    changesPerStep: 12,
    updates: 60,
    moments: 1,
    perPoint: 0,
    seed: 11,
    settleMs: 60_000,
    say: () => {},
  });
}, 180_000);
afterAll(() => installation?.close());

test('both replicas are killed, and none ends by itself', () => {
  expect(result).toMatchObject({ kills: 2, crashes: 0 });
});

test('JOOR holds what can be sold, and no older figure ever took the place of a newer one', () => {
  expect(result.examples).toEqual([]);
  expect(result).toMatchObject({ wrong: 0, stale: 0 });
  expect(result.updates).toBeGreaterThanOrEqual(60);
});

test('nothing was ever 0 that the WMS had', () => {
  expect(result.zeroed).toBe(0);
});
