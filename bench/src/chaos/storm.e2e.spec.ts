import { testServers } from '@joor-bridge/service-kit/testing';
import { type Installation, openInstallation } from './installation.js';
import { type StormResult, storm } from './storm.js';

const ORDERS = 300;
const WANTED = 210;

let installation: Installation;
let result: StormResult;

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const servers = { brokers: kafkaBrokers.split(','), postgresUrl: databaseUrl };
  installation = await openInstallation(servers, 3);
  result = await storm(installation, {
    orders: ORDERS,
    moments: 3,
    perPoint: 1,
    latestPassing: 2,
    seed: 7,
    feedMs: 15_000,
    settleMs: 60_000,
    lostAnswers: 0,
    say: () => {},
  });
}, 120_000);
afterAll(() => installation?.close());

test('poller and router are killed at moments and at named points', () => {
  expect(result.kills).toBe(3 + 7);
  expect(result.atPoints).toBeGreaterThanOrEqual(4);
});

test('every wanted order is at the WMS, once', () => {
  expect(result).toMatchObject({ wanted: WANTED, effects: WANTED, lost: 0, duplicates: 0, settled: true });
});

test('no process ends by itself', () => {
  expect(result.crashes).toBe(0);
});
