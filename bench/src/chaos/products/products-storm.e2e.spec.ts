import { testServers } from '@joor-bridge/service-kit/testing';
import { type FlowsBack, openFlowsBack } from '../flows-back-installation.js';
import { BRANDS } from './brands.js';
import { type ProductsStormResult, productsStorm } from './products-storm.js';

const STYLES = 6;
let installation: FlowsBack;
let result: ProductsStormResult;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const servers = { brokers: kafkaBrokers.split(','), postgresUrl: databaseUrl };
  const accounts = BRANDS.map(({ joorAccount }) => joorAccount);
  installation = await openFlowsBack(servers, accounts);
  result = await productsStorm(installation, {
    brands: BRANDS,
    stylesPerBrand: STYLES,
    changes: 8,
    moments: 1,
    perPoint: 0,
    seed: 12,
    settleMs: 90_000,
    say: () => {},
  });
}, 180_000);
afterAll(() => installation?.close());

test('both replicas are killed, and none ends by itself', () => {
  expect(result).toMatchObject({ kills: 2, crashes: 0 });
});

test('JOOR shows every style as it should, and nothing twice', () => {
  expect(result.examples).toEqual([]);
  expect(result).toMatchObject({ styles: STYLES * BRANDS.length, wrong: 0, doubled: 0 });
});
