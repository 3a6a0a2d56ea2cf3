import { testServers } from '@joor-bridge/service-kit/testing';
import { type MeasuredInventory, measureInventory } from './measure-inventory.js';

const SKUS = 2_000;

let measured: MeasuredInventory;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  measured = await measureInventory(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { skus: SKUS, warehouses: 2, percent: 5, seed: 7, pushes: 1, say: () => undefined },
  );
}, 120_000);

test('JOOR holds what the WMS lists: after the first run, after a sweep, after a push', () => {
  expect(measured.wrong).toEqual([]);
});

test('only what changed is sent, in as few requests as can be', () => {
  expect(measured.changed).toBeGreaterThan(SKUS / 20);
  expect(measured.changed).toBeLessThan(SKUS / 5);
  expect(measured.figures).toMatchObject({ credits: 5, credits_min: 5 });
});

test('a single change is in JOOR soon', () => {
  // five seconds where the machine has nothing else to do
  expect(measured.figures.change_visible_ms).toBeGreaterThan(0);
  expect(measured.figures.change_visible_ms).toBeLessThan(20_000);
});
