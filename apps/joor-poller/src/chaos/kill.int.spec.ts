import { ServiceProcess } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { type Sandbox, startSandbox } from '../../../sandbox/src/index.js';
import { PollerRig } from '../testing/poller-rig.js';
import { KILL_POINTS } from './kill-points.js';

const CREDITS = { credits: 100_000, windowSeconds: 300, retryAfter: true };
const ORDERS = 230;
let sandbox: Sandbox;
let rig: PollerRig;
const processes: ServiceProcess[] = [];

beforeAll(async () => {
  sandbox = await startSandbox({ credits: CREDITS });
  rig = await PollerRig.start(sandbox.urls, process.env);
});
afterAll(async () => {
  await Promise.all(processes.map((each) => each.kill()));
  await rig?.close();
  await sandbox?.close();
});

function run(more: Record<string, string>): ServiceProcess {
  const started = new ServiceProcess(
    'joor-poller',
    { ...rig.environment, POLLER_LEASE_MS: '1000', LOG_LEVEL: 'info', ...more },
    process.env.PATH ?? '',
  );
  processes.push(started);
  return started;
}

async function connection(id: string, orders: number): Promise<string> {
  const { keys } = sandbox.joor.production.account(id);
  sandbox.joor.production.fill(id, orders, 3);
  const createdAt = new Date(Date.now() - 4 * 86_400_000).toISOString();
  const connectionId = `con_${id}`;
  await rig.connect(
    { connectionId, joorAccount: id, createdAt },
    { 'joor.production': { kind: 'joor-token', token: keys.token } },
  );
  return connectionId;
}

test.each(KILL_POINTS)('killed %s, a poller loses nothing: the next one finishes', async (point) => {
  const connectionId = await connection(`9${KILL_POINTS.indexOf(point)}`, ORDERS);
  const doomed = run({ POLLER_KILL_POINT: point, POLLER_KILL_NTH: '3' });
  expect(await doomed.end()).toBe('SIGKILL');
  const { cursor_at } = await rig.row(connectionId);
  expect(cursor_at).toBeNull();
  await rig.poller({ POLLER_LEASE_MS: '1000' });
  await eventually(() => rig.counts(connectionId).size === ORDERS, { timeoutMs: 20_000 });
  await eventually(async () => (await rig.row(connectionId)).cursor_at !== null);
  const twice = [...rig.counts(connectionId).values()].filter((count) => count > 1).length;
  expect(twice).toBeLessThanOrEqual(point === 'after-publish' ? 50 : 0);
  await rig.stopPollers();
});

test('two pollers share connections, also when one is killed again and again while orders come and change', async () => {
  const ids = await Promise.all(['951', '952', '953'].map((id) => connection(id, 60)));
  const expected = new Map<string, string>();
  const steady = run({});
  for (let round = 0; round < 3; round += 1) {
    const victim = run({ POLLER_KILL_POINT: 'after-publish', POLLER_KILL_NTH: String(2 + round) });
    for (const [index, connectionId] of ids.entries()) {
      const id = `95${index + 1}`;
      const account = sandbox.joor.production.account(id);
      for (let count = 0; count < 20; count += 1) {
        account.put(sandbox.joor.production.sourceOf(id).next(Date.now()));
      }
      const [edited] = account.all();
      const order_comments = `round ${round}`;
      account.put({ ...(edited?.raw as object), order_comments, date_modified: new Date().toISOString() });
      expected.set(`${connectionId}:${edited?.key}`, order_comments);
    }
    await eventually(() => victim.isOver || allThere(ids, 60 + 20 * (round + 1)), { timeoutMs: 20_000 });
    await victim.kill();
  }
  await eventually(() => allThere(ids, 120), { timeoutMs: 20_000 });
  const newest = new Map(
    rig.published.map((event) => [`${event.connectionId}:${event.order.orderId}`, event]),
  );
  await eventually(() => {
    for (const event of rig.published) newest.set(`${event.connectionId}:${event.order.orderId}`, event);
    return [...expected].every(([key, comments]) => newest.get(key)?.order.comments === comments);
  });
  await steady.kill('SIGTERM');
  expect(await steady.end()).toBe(0);
});

const allThere = (ids: readonly string[], count: number) =>
  ids.every((connectionId) => rig.counts(connectionId).size === count);
