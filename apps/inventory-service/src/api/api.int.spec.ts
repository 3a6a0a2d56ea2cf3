import { eventually } from '@joor-bridge/testing';
import { JoorRig, upcOf } from '../testing/joor-rig.js';

let joor: JoorRig;
let ada: string;
let stranger: string;
let operator: string;
beforeAll(async () => {
  joor = await JoorRig.start(process.env);
  await joor.rig.serve();
  [ada, stranger, operator] = await Promise.all([
    joor.apiKey('wsp_1'),
    joor.apiKey('wsp_2', 'Eve'),
    joor.apiKey(null, 'Root'),
  ]);
  joor.prepare('con_a', ['A', 'B', 'C', 'D']);
  await joor.connect('con_a', { 'inventory.minimumLevel': 5 });
  await joor.connect('con_b', {}, { workspaceId: 'wsp_2' });
  await joor.connect('con_off', { 'inventory.schedule': 'Off' });
}, 60_000);
afterAll(() => joor?.close());

const get = (path: string, key = ada) => joor.call('GET', path, key);
const post = (path: string, body?: object, key = ada) => joor.call('POST', path, key, body);
const newest = async (connection = 'con_a') =>
  (await get(`/v1/inventory/runs?connection=${connection}&limit=1`, operator)).body.items[0];
const runIs = (state: string, connection = 'con_a') =>
  eventually(async () => {
    const run = await newest(connection);
    if (run?.state !== state) throw new Error(`the run is ${run?.state}: ${run?.reason}`);
    return run;
  });

test('stock that a WMS pushes is previewed, approved, in JOOR, and explained', async () => {
  await joor.push('con_a', { A: 40, B: 4, C: 12, X: 9 });
  const waiting = await runIs('waiting-for-approval');
  expect(waiting).toMatchObject({ kind: 'sync', connectionId: 'con_a', world: 'production', pending: 4 });
  expect(waiting.figures).toEqual({ listed: 4, zeroed: 0, totalBefore: 0, totalAfter: 61 });
  expect(joor.held('con_a', 'A')).toBeNull();
  const approved = await post(`/v1/inventory/runs/${waiting.id}/approve`, {});
  expect(approved).toMatchObject({ status: 200, body: { state: 'running', decidedBy: 'Ada' } });
  const done = await runIs('done');
  expect(done).toMatchObject({ id: waiting.id, sent: 3, zeroed: 1, refused: 1, requests: 1, credits: 5 });
  expect(done.durationMs).toBeGreaterThan(0);
  expect([joor.held('con_a', 'A'), joor.held('con_a', 'B'), joor.held('con_a', 'C')]).toEqual([40, 0, 12]);

  const { body } = await get('/v1/inventory?connection=con_a');
  expect(body.items.map((item: { sku: string; state: string }) => [item.sku, item.state])).toEqual([
    ['A', 'in-joor'],
    ['B', 'in-joor'],
    ['C', 'in-joor'],
    ['X', 'refused'],
  ]);
  expect(body.items[1]).toMatchObject({
    quantity: 0,
    inJoor: 0,
    upc: upcOf('B'),
    explanation: 'WMS 4 → minimum 5 → sent 0',
    levels: [{ warehouse: '', available: 4, listed: true, note: null }],
  });
  expect(body.items[3]).toMatchObject({ inJoor: null, reason: 'No SKU matches this item' });
});

test('a single change is in JOOR within 5 s of the push', async () => {
  const began = Date.now();
  await joor.push('con_a', { A: 39 });
  await eventually(() => joor.held('con_a', 'A') === 39);
  expect(Date.now() - began).toBeLessThan(5_000);
  const detail = await get('/v1/inventory/con_a/sku?sku=A');
  expect(detail.body).toMatchObject({ sku: 'A', quantity: 39, recentOrders: [] });
  await eventually(async () => (await get('/v1/inventory/con_a/sku?sku=A')).body.state === 'in-joor');
  expect((await get('/v1/inventory/con_a/sku?sku=A')).body.figures).toEqual([
    {
      ...{ warehouse: 'Main', on: null, foundBy: 'upc', wanted: 39, inJoor: 39, state: 'in-joor' },
      ...{ sentAt: expect.any(String), acknowledgedAt: expect.any(String), logId: expect.any(String) },
      ...{ refusal: null, tries: 0, retryAt: null },
    },
  ]);
});

describe('the list', () => {
  test('goes on where a page ends', async () => {
    const first = (await get('/v1/inventory?connection=con_a&limit=3')).body;
    expect(first.items.map(({ sku }: { sku: string }) => sku)).toEqual(['A', 'B', 'C']);
    const second = (await get(`/v1/inventory?connection=con_a&limit=3&after=${first.next}`)).body;
    expect(second.items.map(({ sku }: { sku: string }) => sku)).toEqual(['X']);
    expect(second.next).toBeNull();
  });

  test.each([
    ['search=b', ['B']],
    [`search=${upcOf('C')}`, ['C']],
    ['state=refused', ['X']],
    ['state=skipped', []],
    ['search=%25', []],
  ])('is searched by %s', async (query, skus) => {
    const { body } = await get(`/v1/inventory?connection=con_a&${query}`);
    expect(body.items.map(({ sku }: { sku: string }) => sku)).toEqual(skus);
  });

  test.each(['after=nonsense', 'limit=0', 'limit=201', 'state=lost', 'page=2'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/v1/inventory?${query}`)).status).toBeGreaterThanOrEqual(400);
    },
  );
});

test('what is skipped or refused is listed with its reason', async () => {
  const { body } = await get('/v1/inventory/con_a/skipped');
  expect(body).toEqual({
    items: [{ sku: 'X', kind: 'refused', reason: 'No SKU matches this item', retryAt: expect.any(String) }],
    next: null,
    off: false,
  });
});

describe('a run on demand', () => {
  test('sends what JOOR does not have; a preview only shows it', async () => {
    await joor.rig.rows(`update listings set acknowledged = 1, last_known = 1 where sku = 'C'`);
    const preview = await post('/v1/inventory/con_a/run', { preview: true });
    expect(preview).toMatchObject({ status: 202, body: { kind: 'preview', requestedBy: 'Ada' } });
    const shown = await runIs('done');
    expect(shown).toMatchObject({ id: preview.body.id, pending: 1, sent: 0 });
    expect(shown.examples).toEqual([
      { sku: 'C', before: 1, after: 12 },
      { sku: 'X', before: null, after: 9 },
    ]);
    const { body } = await post('/v1/inventory/con_a/run');
    const done = await eventually(async () => {
      const run = (await get(`/v1/inventory/runs/${body.id}`)).body;
      return run.state === 'done' && run;
    });
    expect(done).toMatchObject({ kind: 'on-demand', sent: 1 });
  });

  test('is refused where nothing is sent', async () => {
    expect(await post('/v1/inventory/con_off/run', {})).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Inventory Schedule is Off') },
    });
    expect((await post('/v1/inventory/con_off/reconcile')).status).toBe(409);
    expect((await post('/v1/inventory/con_a/run', { preview: 'yes' })).status).toBe(422);
  });
});

test('a guarded run is rejected once, and not decided about again', async () => {
  await joor.push('con_a', { A: 0, C: 0 });
  const waiting = await runIs('waiting-for-approval');
  expect(waiting.reason).toMatch(/would be set to 0/);
  const rejected = await post(`/v1/inventory/runs/${waiting.id}/reject`);
  expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', decidedBy: 'Ada' } });
  for (const decision of ['approve', 'reject']) {
    expect((await post(`/v1/inventory/runs/${waiting.id}/${decision}`, {})).status).toBe(409);
  }
  expect(joor.held('con_a', 'A')).toBe(39);
  await joor.push('con_a', { A: 39, C: 12 });
  await eventually(async () => (await get('/v1/inventory/con_a/sku?sku=C')).body.quantity === 12);
});

test('what somebody changed in JOOR is found and mended on demand', async () => {
  const { catalogue, stock } = joor.account('con_a');
  const [sku] = catalogue.withUpc(upcOf('A'));
  if (!sku) throw new Error('A is not in the catalogue');
  const when = { at: Date.now(), askedAt: Date.now() };
  stock.write({ item: sku.id, warehouse: 'Main', on: null, quantity: 99, madeToOrder: false }, when);
  expect(await post('/v1/inventory/con_a/reconcile')).toMatchObject({
    status: 202,
    body: { requested: true },
  });
  await eventually(() => joor.held('con_a', 'A') === 39);
  const { body } = await get('/v1/inventory/con_a/drift');
  expect(body.items).toMatchObject([{ sku: 'A', warehouse: 'Main', on: null, believed: 39, held: 99 }]);
  expect(body.reconciliations[0]).toMatchObject({ state: 'done', drifted: 1 });
});

describe('another workspace', () => {
  test.each([
    ['GET', '/v1/inventory?connection=con_a'],
    ['GET', '/v1/inventory/con_a/sku?sku=A'],
    ['GET', '/v1/inventory/con_a/skipped'],
    ['GET', '/v1/inventory/con_a/drift'],
    ['POST', '/v1/inventory/con_a/run'],
    ['POST', '/v1/inventory/con_a/reconcile'],
  ])('finds nothing at %s %s', async (method, path) => {
    const body = method === 'POST' ? {} : undefined;
    expect((await joor.call(method, path, stranger, body)).status).toBe(404);
    expect((await joor.call(method, path, null, body)).status).toBe(401);
  });

  test('sees neither runs nor SKUs that are not its own', async () => {
    const { id } = await newest();
    expect((await get('/v1/inventory/runs', stranger)).body.items).toEqual([]);
    expect((await get('/v1/inventory', stranger)).body.items).toEqual([]);
    for (const path of [`runs/${id}`, 'runs/none'])
      expect((await get(`/v1/inventory/${path}`, stranger)).status).toBe(404);
    expect((await post(`/v1/inventory/runs/${id}/approve`, {}, stranger)).status).toBe(404);
    expect((await get('/v1/inventory', operator)).body.items.length).toBeGreaterThan(0);
  });

  test('a SKU that nobody knows is none', async () => {
    expect((await get('/v1/inventory/con_a/sku?sku=none')).status).toBe(404);
  });
});

describe('readings of the stock', () => {
  test('are listed and asked for where a WMS is read', async () => {
    const destination = { system: 'generic', options: { stock: 'pull', stockPath: '/stock' } } as const;
    await joor.connect(
      'con_pull',
      {},
      { destination: { ...destination, url: 'http://127.0.0.1:9', sandboxUrl: null } },
    );
    await eventually(async () => (await post('/v1/stock/con_pull/pulls')).status === 202);
    const listed = await eventually(async () => {
      const { body } = await get('/v1/stock/con_pull/pulls');
      return body.items[0]?.outcome === 'failed' && body.items[0];
    });
    expect(listed).toMatchObject({ world: 'production', rows: 0, refused: [], acceptedBy: null });
    expect((await get('/v1/stock/con_pull/pulls', stranger)).status).toBe(404);
  });

  test('are none where no inventory is sent, and nothing is accepted that was not doubted', async () => {
    expect((await post('/v1/stock/con_off/pulls')).status).toBe(409);
    expect(await post('/v1/stock/con_a/pulls/accept')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('doubted nothing') },
    });
  });
});
