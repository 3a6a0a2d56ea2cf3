import type { RunningService } from '@joor-bridge/service-kit';
import { eventually } from '@joor-bridge/testing';
import { type Sandbox, startSandbox } from '../../../sandbox/src/index.js';
import { PollerRig } from '../testing/poller-rig.js';

const NEVER = { 'orders.schedule': 'Off', 'orders.earliestDate': '2026-01-01' } as const;
const CREDITS = { credits: 100_000, windowSeconds: 300, retryAfter: true };
let sandbox: Sandbox;
let rig: PollerRig;
let service: RunningService;
let key: string;
let strangerKey: string;
let installationKey: string;

beforeAll(async () => {
  sandbox = await startSandbox({ credits: CREDITS });
  rig = await PollerRig.start(sandbox.urls, process.env);
  [key, strangerKey, installationKey] = await Promise.all([
    rig.apiKey('wsp_1'),
    rig.apiKey('wsp_2'),
    rig.apiKey(null),
  ]);
  service = await rig.poller();
  const { keys } = sandbox.joor.production.account('801');
  sandbox.joor.production.fill('801', 60, 200);
  const token = { 'joor.production': { kind: 'joor-token', token: keys.token } } as const;
  const shared = { joorAccount: '801', settings: NEVER, createdAt: '2026-01-01T00:00:00Z' } as const;
  await rig.connect({ connectionId: 'con_a', ...shared }, token);
  await rig.connect({ connectionId: 'con_b', workspaceId: 'wsp_2', ...shared }, token);
  await rig.connect({ connectionId: 'con_off', enabled: false, ...shared }, token);
  await eventually(async () => (await call('GET', '/v1/polling', installationKey)).body.items.length === 3);
});
afterAll(async () => {
  await rig?.close();
  await sandbox?.close();
});

async function call(method: string, path: string, bearer: string | null = key, body?: unknown) {
  const answer = await fetch(service.url + path, {
    method,
    headers: {
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    body: text ? JSON.parse(text) : null,
  };
}

describe('polling', () => {
  test('a workspace sees its own connections, the installation sees all', async () => {
    const ids = async (bearer: string) =>
      (await call('GET', '/v1/polling', bearer)).body.items.map(
        (item: { connectionId: string }) => item.connectionId,
      );
    expect(await ids(key)).toEqual(['con_a', 'con_off']);
    expect(await ids(strangerKey)).toEqual(['con_b']);
    expect(await ids(installationKey)).toEqual(['con_a', 'con_b', 'con_off']);
  });

  test('a connection that is polled on demand is polled when asked', async () => {
    const before = await call('GET', '/v1/connections/con_a/polling');
    expect(before).toMatchObject({
      status: 200,
      body: {
        connectionId: 'con_a',
        world: 'production',
        intervalMs: null,
        nextPollAt: null,
        cursor: null,
        lastPoll: null,
      },
    });
    const asked = await call('POST', '/v1/connections/con_a/poll');
    expect(asked.status).toBe(202);
    const { body } = await eventually(async () => {
      const now = await call('GET', '/v1/connections/con_a/polling');
      return now.body.lastPoll?.finishedAt !== null && now.body.lastPoll !== null && now;
    });
    expect(body).toMatchObject({
      requested: false,
      polling: false,
      nextPollAt: null,
      health: { state: 'ok', sentence: '', failures: 0 },
      lastPoll: { seen: 60, published: 60, unreadable: 0 },
    });
    expect(Date.parse(body.cursor)).toBeGreaterThan(Date.now() - 60_000);
    expect(body.lastPoll.pages).toBeGreaterThan(1);
  });

  test('a connection that is switched off cannot be polled', async () => {
    const answer = await call('POST', '/v1/connections/con_off/poll');
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Switch it on') } });
    expect(answer.type).toContain('application/problem+json');
  });

  test.each([
    ['GET', '/v1/connections/con_b/polling'],
    ['POST', '/v1/connections/con_b/poll'],
    ['GET', '/v1/connections/con_b/backfills'],
    ['POST', '/v1/connections/con_b/backfills'],
    ['GET', '/v1/connections/nowhere/polling'],
    ['POST', '/v1/connections/%27%3B--/poll'],
    ['GET', '/v1/connections/con_a/backfills/not-an-id'],
    ['DELETE', '/v1/connections/con_a/backfills/01890000-0000-7000-8000-000000000000'],
  ])('%s %s is not there for this caller', async (method, path) => {
    const body = method === 'POST' && path.endsWith('backfills') ? RANGE : undefined;
    expect(await call(method, path, key, body)).toMatchObject({ status: 404, body: { title: 'Not found' } });
  });

  test('without a key nothing is told', async () => {
    expect((await call('GET', '/v1/polling', null)).status).toBe(401);
    expect((await call('POST', '/v1/connections/con_a/poll', 'jb_wrong')).status).toBe(401);
  });
});

const RANGE = { from: '2026-01-01T00:00:00Z', to: '2026-06-01T00:00:00Z' };

describe('backfills', () => {
  const create = (body: unknown) => call('POST', '/v1/connections/con_a/backfills', key, body);
  const path = (id: string) => `/v1/connections/con_a/backfills/${id}`;

  test('a range is fetched part by part to its end, and known orders are not published again', async () => {
    await rig.sql.query('delete from seen_revisions');
    const before = rig.counts('con_a').size;
    const from = new Date(Date.now() - 100 * 86_400_000).toISOString();
    const made = await create({ from, to: new Date().toISOString() });
    expect(made).toMatchObject({ status: 201, body: { state: 'queued', progress: 0, requestedBy: 'tests' } });
    const done = await eventually(
      async () => {
        const now = await call('GET', path(made.body.backfillId));
        return now.body.state === 'done' && now.body;
      },
      { timeoutMs: 30_000 },
    );
    expect(done).toMatchObject({ progress: 1, sentence: '', doneTo: made.body.to, unreadable: 0 });
    expect(done.seen).toBeGreaterThan(20);
    expect(done.published).toBe(done.seen);
    expect(done.pages).toBeGreaterThan(10);
    expect(rig.counts('con_a').size).toBe(before);

    const again = await create({ from, to: new Date().toISOString() });
    await eventually(async () => (await call('GET', path(again.body.backfillId))).body.state === 'done', {
      timeoutMs: 30_000,
    });
    expect((await call('GET', path(again.body.backfillId))).body).toMatchObject({
      published: 0,
      seen: done.seen,
    });
    const listed = await call('GET', '/v1/connections/con_a/backfills');
    expect(listed.body.items[0].backfillId).toBe(again.body.backfillId);
  });

  test('one is cancelled before its next request', async () => {
    sandbox.faultsOf('joor-production')?.set([{ kind: 'error', status: 503 }]);
    const { body } = await create({ from: '2026-01-01T00:00:00Z', to: '2026-11-01T00:00:00Z' });
    await eventually(async () => /503/.test((await call('GET', path(body.backfillId))).body.sentence));
    const cancelled = await call('DELETE', path(body.backfillId));
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', progress: 0 } });
    sandbox.faultsOf('joor-production')?.clear();
    const later = await create({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' });
    await eventually(async () => (await call('GET', path(later.body.backfillId))).body.state === 'done');
    expect((await call('DELETE', path(body.backfillId))).body).toMatchObject({
      state: 'cancelled',
      progress: 0,
    });
    expect((await call('DELETE', path(later.body.backfillId))).body.state).toBe('done');
  });

  test.each([
    [{ ...RANGE, from: '2025-12-31T23:59:59Z' }, 'from', 'Earliest Order Date, 2026-01-01'],
    [{ ...RANGE, to: RANGE.from }, 'to', 'after from'],
    [{ ...RANGE, to: '2126-01-01T00:00:00Z' }, 'to', 'not be in the future'],
    [{ from: RANGE.from }, 'to', 'ISO 8601'],
    [{ ...RANGE, from: 'yesterday' }, 'from', 'ISO 8601'],
    [{ ...RANGE, from: 5 }, 'from', 'ISO 8601'],
    [{ ...RANGE, priority: 'high' }, 'priority', 'not a known field'],
  ])('%j is refused by name', async (body, field, message) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field, message: expect.stringContaining(message) }]);
  });
});
