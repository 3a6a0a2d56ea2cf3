import { PostgresCreditBudget } from '@joor-bridge/service-kit';
import { eventually } from '@joor-bridge/testing';
import { JOOR_CREDITS, type Sandbox, startSandbox } from '../../sandbox/src/index.js';
import { PollerRig } from './testing/poller-rig.js';
import { WatchingProxy } from './testing/watching-proxy.js';

const MOST_ORDERS = 120;
let sandbox: Sandbox;
let proxy: WatchingProxy;
let rig: PollerRig;

beforeAll(async () => {
  sandbox = await startSandbox({ credits: JOOR_CREDITS });
  proxy = await WatchingProxy.open(sandbox.urls.joorProduction, 30);
  rig = await PollerRig.start({ ...sandbox.urls, joorProduction: proxy.url }, process.env);
  await Promise.all([rig.poller(), rig.poller(), rig.poller()]);
});
afterAll(async () => {
  await rig?.close();
  await proxy?.close();
  await sandbox?.close();
});

const account = (id: string) => sandbox.joor.production.account(id);
const header = (id: string) => `OAuth2 ${Buffer.from(account(id).keys.token).toString('base64')}`;

/** Two connections to one JOOR account, e.g. to two warehouses. */
async function connectTwice(id: string): Promise<string[]> {
  const createdAt = new Date(Date.now() - 4 * 86_400_000).toISOString();
  const ids = [`con_${id}_a`, `con_${id}_b`];
  for (const connectionId of ids) {
    await rig.connect(
      { connectionId, joorAccount: id, createdAt },
      { 'joor.production': { kind: 'joor-token', token: account(id).keys.token } },
    );
  }
  return ids;
}

test('three pollers share many connections and never ask for one account at once', async () => {
  const accounts = Array.from({ length: 6 }, (_, n) => `60${n}`);
  for (const id of accounts) sandbox.joor.production.fill(id, MOST_ORDERS, 3);
  const connections = (await Promise.all(accounts.map(connectTwice))).flat();
  await eventually(() => connections.every((id) => rig.counts(id).size === MOST_ORDERS), {
    timeoutMs: 30_000,
  });
  await eventually(() => accounts.every((id) => (proxy.count.get(header(id)) ?? 0) > 16), {
    timeoutMs: 30_000,
  });
  expect(accounts.map((id) => proxy.most.get(header(id)))).toEqual(accounts.map(() => 1));
  const counts = connections.flatMap((id) => [...rig.counts(id).values()]);
  expect(counts.every((count) => count === 1)).toBe(true);
});

test('together they spend no more than JOOR allows, and none is lost to a refusal', async () => {
  const id = '650';
  const left = 12;
  sandbox.joor.production.fill(id, 30, 3);
  account(id).credit.take(JOOR_CREDITS.credits - left, JOOR_CREDITS, Date.now());
  const budget = await PostgresCreditBudget.open({ pool: rig.sql });
  await budget.spend(`production:${id}`, 'live', JOOR_CREDITS.credits - left);
  const connections = await connectTwice(id);
  await eventually(() => connections.every((connectionId) => rig.counts(connectionId).size === 30));
  await eventually(
    async () => {
      const rows = await Promise.all(connections.map((connectionId) => rig.row(connectionId)));
      return rows.every(({ health }) => health === 'throttled');
    },
    { timeoutMs: 20_000 },
  );
  expect(proxy.count.get(header(id))).toBe(left);
  expect(sandbox.requests.of('joor-production').byStatus['429']).toBeUndefined();
  const [row] = await Promise.all(connections.map((connectionId) => rig.row(connectionId)));
  expect(Number(row?.due_at) - Date.now()).toBeGreaterThan(60_000);
  expect(row?.health_sentence).toMatch(/request limit for this account is used up.*goes on by itself/);
});
