import { testServers } from '@joor-bridge/service-kit/testing';
import { type MeasuredProducts, measureProducts } from './measure-products.js';

const STYLES = 100;

let measured: MeasuredProducts;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  measured = await measureProducts(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { styles: STYLES, variants: 12, percent: 10, seed: 3, say: () => undefined },
  );
}, 120_000);

test('JOOR holds the catalogue of the WMS, once, after the first run and after a change', () => {
  expect(measured.wrong).toEqual([]);
});

test('only what changed is written, in few requests', () => {
  const { styles, prices } = measured.changed;
  expect(styles).toBeGreaterThan(0);
  expect(styles).toBeLessThan(STYLES / 2);
  expect(prices).toBe(styles * 12);
  const { calls, calls_min: fewest } = measured.figures;
  expect(calls).toBeGreaterThanOrEqual(fewest);
  // two lists a plan and account are read, besides what is written
  expect(calls).toBeLessThanOrEqual(fewest + 10);
});
