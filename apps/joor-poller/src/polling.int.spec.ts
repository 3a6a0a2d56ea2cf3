import { GROUPS, topics } from '@joor-bridge/contracts';
import { listDeadLetters } from '@joor-bridge/messaging';
import type { RunningService } from '@joor-bridge/service-kit';
import { eventually } from '@joor-bridge/testing';
import {
  ALL_QUIRKS,
  type Sandbox,
  startSandbox,
  UNREADABLE_KINDS,
  unreadable,
} from '../../sandbox/src/index.js';
import { PollerRig } from './testing/poller-rig.js';

const CREDITS = { credits: 100_000, windowSeconds: 300, retryAfter: true };
const CREATED = { createdAt: '2020-01-01T00:00:00Z' };

let sandbox: Sandbox;
let rig: PollerRig;
let service: RunningService;

beforeAll(async () => {
  sandbox = await startSandbox({ credits: CREDITS, quirks: ALL_QUIRKS });
  // Most tests wait for a few polls: those of every 5 minutes come at each look at the schedule.
  rig = await PollerRig.start(sandbox.urls, process.env, { POLL_MINUTE_MS: '40' });
  service = await rig.poller();
});
afterAll(async () => {
  await rig?.close();
  await sandbox?.close();
});
afterEach(() => {
  for (const faults of sandbox.faultSets()) faults.clear();
});

let accounts = 0;
/** A JOOR account with orders of the last days and a connection to it. */
async function brand(orders: number, settings: object = {}, world: 'production' | 'sandbox' = 'production') {
  accounts += 1;
  const id = `70${accounts}`;
  const joor = sandbox.joor[world];
  const account = joor.account(id);
  if (orders > 0) joor.fill(id, orders, 3);
  const connectionId = `con_${id}`;
  const first = new Date(Date.now() - 4 * 86_400_000).toISOString();
  const credentials = { kind: 'joor-token', token: account.keys.token } as const;
  const connect = (version: number, more: object = {}, slots: object = { [`joor.${world}`]: credentials }) =>
    rig.connect(
      { connectionId, version, joorAccount: id, ...CREATED, createdAt: first, settings, ...more },
      slots,
    );
  return { id, account, connectionId, connect, source: joor.sourceOf(id) };
}
const calm = async (connectionId: string, world?: string) =>
  eventually(async () => {
    const row = await rig.row(connectionId, world);
    return row.health === 'ok' && row;
  });
const health = (connectionId: string, state: string) =>
  eventually(async () => {
    const row = await rig.row(connectionId);
    return row.health === state && row;
  });
const requests = (id: string, target = 'joor-production') => sandbox.requests.of(target).byAccount[id] ?? 0;

test('all orders are published once, over many polls; what changes is published again', async () => {
  const { account, connectionId, connect, source, id } = await brand(130);
  await connect(1);
  await eventually(() => rig.counts(connectionId).size === 130);
  const before = requests(id);
  await eventually(() => requests(id) > before + 4);
  expect([...rig.counts(connectionId).values()].every((count) => count === 1)).toBe(true);

  const [changed] = account.all();
  const now = new Date().toISOString();
  account.put({ ...(changed?.raw as object), order_comments: 'Please hurry', date_modified: now });
  account.put(source.next(Date.now()));
  await eventually(() => rig.counts(connectionId).size === 131);
  await eventually(() => rig.counts(connectionId).get(changed?.key ?? '') === 2);
  const newest = rig.published.findLast(({ order }) => order.orderId === changed?.key);
  expect(newest?.order.comments).toBe('Please hurry');
  expect(newest?.workspaceId).toBe('wsp_1');
});

test('records that cannot be read become dead letters with their body, once; the rest of the page goes on', async () => {
  const { account, connectionId, connect, source, id } = await brand(20);
  const kinds = UNREADABLE_KINDS.filter((kind) => kind !== 'huge');
  for (const kind of kinds) account.put(unreadable(source.next(Date.now()), kind));
  await connect(1);
  await eventually(() => rig.counts(connectionId).size >= 20);
  const box = { topic: topics.orders.name, group: GROUPS.poller };
  const mine = async () => listDeadLetters(rig.bus, box, { keyPrefix: `${connectionId}:` });
  await eventually(async () => (await mine()).length >= kinds.length);
  const polled = requests(id);
  await eventually(() => requests(id) > polled + 2);
  const letters = await mine();
  expect(letters).toHaveLength(kinds.length);
  expect(letters.every(({ kind, errorClass }) => kind === 'malformed' && errorClass === 'Malformed')).toBe(
    true,
  );
  const status = letters.find(({ errorMessage }) => errorMessage.startsWith('order_type'));
  expect(JSON.parse(String(status?.record.message.value))).toMatchObject({ order_type: '99' });
  const row = await calm(connectionId);
  expect(row.health_sentence).toBe('');
});

test('a page that fails in the middle leaves the cursor; later everything is there', async () => {
  const { connectionId, connect, account, source } = await brand(10);
  await connect(1);
  const { cursor_at: before } = await calm(connectionId);
  for (let count = 0; count < 120; count += 1) account.put(source.next(Date.now()));
  sandbox.faultsOf('joor-production')?.set([{ kind: 'error', status: 503, rate: 0.6, seed: 3 }]);
  await health(connectionId, 'unavailable');
  const { cursor_at: during, failures, health_sentence } = await rig.row(connectionId);
  expect(Number(failures)).toBeGreaterThan(0);
  expect(health_sentence).toMatch(/503.*again by itself/);
  expect(Number(during)).toBeGreaterThanOrEqual(Number(before));
  sandbox.faultsOf('joor-production')?.clear();
  await eventually(() => rig.counts(connectionId).size === 130, { timeoutMs: 20_000 });
});

test('refused credentials turn the connection red, once, and are asked for rarely until they change', async () => {
  const { connectionId, connect, id, account } = await brand(3);
  await connect(1, {}, { 'joor.production': { kind: 'joor-token', token: 'wrong' } });
  const red = await health(connectionId, 'unauthorized');
  expect(red.health_sentence).toMatch(/refused the credentials \(401\).*Ask JOOR for a valid API token/);
  const unauthorised = () => sandbox.requests.of('joor-production').byStatus['401'] ?? 0;
  const asked = unauthorised();
  await rig.sql.query('update schedules set due_at = now() where connection_id = $1', [connectionId]);
  await eventually(() => unauthorised() === asked + 1);
  const told = () => rig.activities.filter((event) => event.connectionId === connectionId);
  await eventually(() => told().length > 0);
  expect(told()).toMatchObject([{ kind: 'joor.unauthorized', level: 'error', service: 'joor-poller' }]);
  expect(requests(id)).toBe(0);

  await connect(2, {}, { 'joor.production': { kind: 'joor-token', token: account.keys.token } });
  await eventually(() => rig.counts(connectionId).size === 3);
  await eventually(() => told().length === 2);
  expect(told()[1]).toMatchObject({ kind: 'joor.authorized', level: 'info' });
});

test('without credentials for its world a connection is red and nothing is asked', async () => {
  const { connectionId, connect, id } = await brand(3);
  await connect(1, {}, { 'joor.sandbox': { kind: 'joor-token', token: 'irrelevant' } });
  const red = await health(connectionId, 'unauthorized');
  expect(red.health_sentence).toContain("no credentials for JOOR's production");
  expect(requests(id)).toBe(0);
});

test('in test mode only the sandbox is spoken to; production is taken up afterwards where it was left', async () => {
  const { connectionId, connect, id } = await brand(7, { 'joor.testMode': 'Enabled' }, 'sandbox');
  const real = sandbox.joor.production.account(id);
  sandbox.joor.production.fill(id, 4, 2);
  const slots = {
    'joor.sandbox': { kind: 'joor-token', token: sandbox.joor.sandbox.account(id).keys.token },
    'joor.production': { kind: 'joor-token', token: real.keys.token },
  };
  await connect(1, {}, slots);
  await eventually(() => rig.counts(connectionId).size === 7);
  const before = requests(id, 'joor-sandbox');
  await eventually(() => requests(id, 'joor-sandbox') > before + 3);
  expect(requests(id)).toBe(0);
  expect(
    rig.published
      .filter((event) => event.connectionId === connectionId)
      .every(({ order }) => order.orderId.startsWith('TEST-9')),
  ).toBe(true);

  await connect(2, { settings: { 'joor.testMode': 'Disabled' } }, slots);
  await eventually(() => rig.counts(connectionId).size === 11);
  const asked = requests(id, 'joor-sandbox');
  const polls = requests(id);
  await eventually(() => requests(id) > polls + 3);
  expect(requests(id, 'joor-sandbox')).toBe(asked);
});

test('JOOR saying 429 is obeyed for as long as it says', async () => {
  const { connectionId, connect, id } = await brand(3);
  sandbox.joor.production.account(id).credit.take(0, CREDITS, Date.now());
  sandbox.faultsOf('joor-production')?.set([{ kind: 'throttle', retryAfterMs: 2_000 }]);
  const refused = () => sandbox.requests.of('joor-production').byStatus['429'] ?? 0;
  await connect(1);
  const row = await health(connectionId, 'throttled');
  expect(row.failures).toBe(0);
  const blocked = await rig.sql.query('select expire from joor_credits.credit_windows where key like $1', [
    `%production:${id}`,
  ]);
  expect(Number(blocked.rows[0]?.expire) - Date.now()).toBeGreaterThan(500);
  expect(refused()).toBeGreaterThan(0);
  sandbox.faultsOf('joor-production')?.clear();
  await eventually(() => rig.counts(connectionId).size === 3);
});

test('one token serves every page, and a withdrawn one is renewed once', async () => {
  const { connectionId, connect, account, id } = await brand(120);
  const { clientId, clientSecret, username, password } = account.keys;
  const grant = { kind: 'joor-password', clientId, clientSecret, username, password };
  const tokens = sandbox.tokens.production;
  const before = tokens.grants;
  await connect(1, {}, { 'joor.production': grant });
  await eventually(() => rig.counts(connectionId).size === 120);
  const polled = requests(id);
  await eventually(() => requests(id) > polled + 3);
  expect(tokens.grants).toBe(before + 1);
  sandbox.joor.production.expireBearers();
  const expired = requests(id);
  await eventually(() => requests(id) > expired + 3);
  expect(tokens.grants).toBe(before + 2);
  expect((await rig.row(connectionId)).health).toBe('ok');
});

test('a database that drops every connection, again and again, costs no order', async () => {
  const { account, connectionId, connect, source } = await brand(100);
  await connect(1);
  for (let round = 1; round <= 5; round += 1) {
    await rig.sql.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'joor-bridge poller'`,
    );
    for (let count = 0; count < 10; count += 1) account.put(source.next(Date.now()));
    await eventually(() => rig.counts(connectionId).size >= 90 + 10 * round, { timeoutMs: 20_000 });
  }
  await eventually(() => rig.counts(connectionId).size === 150, { timeoutMs: 20_000 });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).status === 200);
});

test('a connection that is switched off, or polled on demand only, is left alone', async () => {
  const { connectionId, connect, id } = await brand(3);
  await connect(1);
  await eventually(() => rig.counts(connectionId).size === 3);
  await connect(2, { enabled: false });
  await eventually(async () => (await rig.row(connectionId)).active === false);
  await eventually(async () => (await rig.row(connectionId)).lease_id === null);
  const asked = requests(id);
  const other = await brand(1);
  await other.connect(1);
  await eventually(() => requests(other.id) > 5);
  expect(requests(id)).toBe(asked);
  await connect(3, { settings: { 'orders.schedule': 'Off' } });
  await eventually(async () => (await rig.row(connectionId)).active === true);
  const sofar = requests(other.id);
  await eventually(() => requests(other.id) > sofar + 5);
  expect(requests(id)).toBe(asked);
});
