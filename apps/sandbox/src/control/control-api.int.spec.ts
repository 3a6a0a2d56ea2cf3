import { defaultKeys, type Sandbox, startSandbox, UNREADABLE_KINDS } from '../index.js';
import { type Asking, call, oauth2 } from '../testing/http-call.js';

interface Summary {
  readonly key: string;
  readonly status: string;
  readonly modifiedAt: string | null;
  readonly customerCode: string;
}
interface Orders {
  readonly orders: readonly Summary[];
}

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const control = <T = unknown>(method: NonNullable<Asking['method']>, path: string, body?: unknown) =>
  call<T>(`${sandbox.urls.control}${path}`, { method, ...(body !== undefined && { body }) });
const add = (body: unknown, account = 'a') =>
  control<Orders>('POST', `/control/joor/production/${account}/orders`, body);
const joor = <T>(query: string, account = 'a') =>
  call<T>(`${sandbox.urls.joorProduction}/v2/order/?sync=0&order_type=8&${query}`, {
    headers: oauth2(defaultKeys('production', account).token),
  });
const deliver = (name: string, externalId: string) =>
  call(`${sandbox.urls.generic}/wms/${name}/orders`, { method: 'POST', body: { externalId } });
const unsigned = (name: string) =>
  control('PUT', `/control/wms/${name}`, { signingSecret: null, honoursKey: false, duplicates: 'double' });

describe('effects', () => {
  beforeEach(async () => {
    await unsigned('demo');
    await unsigned('demo-sandbox');
    for (const id of ['1', '2', '2']) await deliver('demo', id);
    await deliver('demo-sandbox', '1');
  });

  it('are totalled, and by destination; a sandbox twin counts apart', async () => {
    expect((await control('GET', '/control/effects')).json).toEqual({
      distinct: 3,
      total: 4,
      duplicates: 1,
      byDestination: {
        'wms-demo': { distinct: 2, total: 3, duplicates: 1 },
        'wms-demo-sandbox': { distinct: 1, total: 1, duplicates: 0 },
      },
    });
    expect((await control('GET', '/control/effects?destination=wms-demo-sandbox')).json).toMatchObject({
      total: 1,
    });
  });

  it.each([
    ['list=all', ['1', '2']],
    ['list=duplicates', ['2']],
    ['list=all&externalId=1', ['1']],
  ])('are listed by %s', async (query, ids) => {
    const { json } = await control<{ effects: { externalId: string; count: number; firstAt: string }[] }>(
      'GET',
      `/control/effects?destination=wms-demo&${query}`,
    );
    expect(json.effects.map(({ externalId }) => externalId)).toEqual(ids);
    expect(json.effects.every(({ firstAt }) => !Number.isNaN(Date.parse(firstAt)))).toBe(true);
  });

  it('are forgotten when deleted', async () => {
    await control('DELETE', '/control/effects');
    expect((await control('GET', '/control/effects')).json).toMatchObject({ total: 0 });
  });
});

describe('requests', () => {
  it('are counted by target, without those of the control API', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    expect((await control('GET', '/control/requests')).json).toEqual({
      targets: {
        'wms-demo': { total: 1, byStatus: { 201: 1 }, byAccount: {}, byRoute: { 'POST /orders': 1 } },
      },
    });
    await control('DELETE', '/control/requests');
    expect((await control('GET', '/control/requests')).json).toEqual({ targets: {} });
  });
});

describe('faults', () => {
  it('are set, shown with what they struck, and removed', async () => {
    const set = await control('PUT', '/control/faults/wms-demo', { kind: 'error', status: 502 });
    expect(set).toMatchObject({ status: 200, json: [{ kind: 'error', struck: 0, secondsLeft: null }] });
    expect((await deliver('demo', '1')).status).toBe(502);
    expect((await control('GET', '/control/faults/wms-demo')).json).toMatchObject([{ struck: 1 }]);
    await control('DELETE', '/control/faults/wms-demo');
    expect((await control('GET', '/control/faults')).json).toMatchObject({ 'wms-demo': [] });
  });

  it('are set several at once, and all removed at once', async () => {
    const faults = [
      { kind: 'latency', ms: 1 },
      { kind: 'throttle', rate: 0.1 },
    ];
    await control('PUT', '/control/faults/joor-sandbox', faults);
    await control('PUT', '/control/faults/token-production', { kind: 'hang' });
    expect((await control('GET', '/control/faults/joor-sandbox')).json).toHaveLength(2);
    await control('DELETE', '/control/faults');
    const left = Object.values((await control<Record<string, unknown[]>>('GET', '/control/faults')).json);
    expect(left.flat()).toEqual([]);
  });

  it.each([
    ['/control/faults/nowhere', { kind: 'hang' }, 'no target nowhere'],
    ['/control/faults/wms-demo', { kind: 'flood' }, 'no fault kind "flood"'],
    ['/control/faults/wms-demo', '{', 'not JSON'],
    ['/control/faults/wms-demo', undefined, 'must be a JSON object'],
  ])('%s with %j is refused with a sentence', async (path, body, message) => {
    expect(await control('PUT', path, body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining(message) },
    });
  });
});

describe('orders', () => {
  it('are generated: one, or many of one status', async () => {
    expect((await add(undefined)).json.orders).toHaveLength(1);
    const { json } = await add({ count: 12, status: '5', days: 3 });
    expect(json.orders.map(({ status }) => status)).toEqual(Array(12).fill('5'));
    expect((await joor<{ response: object }>('')).json.response).toMatchObject({ count: 13 });
  });

  it('take fields that a test wants', async () => {
    const { json } = await add({ count: 2, with: { warehouse_code: 'MOON', customer_code: '' } });
    expect(json.orders.map(({ customerCode }) => customerCode)).toEqual(['', '']);
    expect((await joor('')).json).toMatchObject({
      orders: [{ warehouse_code: 'MOON' }, { warehouse_code: 'MOON' }],
    });
  });

  it('are taken raw, as odd as they are', async () => {
    await add({ orders: [{ order_id: 7, order_type: '4', x: [1] }, 'not an order', null] });
    expect((await joor('')).json).toMatchObject({
      orders: expect.arrayContaining([{ order_id: 7, order_type: '4', x: [1] }, 'not an order', null]),
    });
  });

  it.each(UNREADABLE_KINDS)('are made unreadable: %s, between good ones', async (unreadable) => {
    await add({ count: 1 });
    expect((await add({ count: 1, unreadable })).status).toBe(200);
    await add({ count: 1 });
    expect((await joor<{ orders: unknown[] }>('')).json.orders).toHaveLength(3);
  });

  it('are changed: progress, edit, cancel, and any field', async () => {
    const [order] = (await add({ status: '3' })).json.orders;
    const patch = (body: unknown) =>
      control<Summary>('PATCH', `/control/joor/production/a/orders/${order?.key}`, body);
    expect((await patch({ change: 'progress' })).json.status).toBe('4');
    const edited = (await patch({ change: 'edit' })).json;
    expect(edited.status).toBe('4');
    expect(Date.parse(edited.modifiedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(order?.modifiedAt ?? ''));
    expect((await patch({ with: { customer_code: 'NEW' } })).json.customerCode).toBe('NEW');
    expect((await patch({ change: 'cancel' })).json.status).toBe('0');
    expect((await joor('')).json).toMatchObject({ response: { count: 1 }, orders: [{ order_type: '0' }] });
  });

  it('are listed and cleared', async () => {
    await add({ count: 3 });
    const path = '/control/joor/production/a/orders';
    expect((await control<Orders>('GET', path)).json.orders).toHaveLength(3);
    await control('DELETE', path);
    expect((await control<Orders>('GET', path)).json.orders).toEqual([]);
  });

  it.each([
    ['PATCH', '/control/joor/production/a/orders/1', { change: 'edit' }, 'no order 1'],
    ['POST', '/control/joor/moon/a/orders', {}, 'no JOOR world moon'],
    ['POST', '/control/joor/production/a/orders', { status: '2' }, 'one of any, 0, 1, 3'],
    ['POST', '/control/joor/production/a/orders', { cuont: 2 }, 'unknown cuont'],
  ] as const)('%s %s with %j is refused with a sentence', async (method, path, body, message) => {
    expect(await control(method, path, body)).toMatchObject({
      status: 400,
      json: { message: expect.stringContaining(message) },
    });
  });
});

describe('worlds and accounts', () => {
  it('sets quirks, credits, pages and the life of tokens', async () => {
    const settings = {
      quirks: 'all',
      credits: 9,
      windowSeconds: 10,
      retryAfter: false,
      maxPage: 7,
      tokenSeconds: 5,
    };
    expect((await control('PUT', '/control/joor/production', settings)).status).toBe(200);
    expect((await control('GET', '/control/joor/production')).json).toMatchObject({
      quirks: { numbers: 'mixed' },
      credits: { credits: 9, windowSeconds: 10, retryAfter: false },
      maxPage: 7,
      grants: 0,
    });
    expect(sandbox.tokens.production.expiresInSeconds).toBe(5);
    expect(sandbox.joor.sandbox.maxPage).toBe(50);
  });

  it('opens an account with its keys, required fields and flow', async () => {
    const { json } = await control('PUT', '/control/joor/production/x', {
      token: 'my-token',
      requiredFields: ['customer_code'],
      ordersPerHour: 3_600_000,
    });
    expect(json).toMatchObject({ keys: { token: 'my-token' }, flow: { ordersPerHour: 3_600_000 } });
    const url = `${sandbox.urls.joorProduction}/v2/order/?sync=0`;
    expect((await call(url, { headers: oauth2('my-token') })).status).toBe(200);
    expect(sandbox.joor.production.account('x').requiredFields).toEqual(['customer_code']);
    await control('PUT', '/control/joor/production/x', { ordersPerHour: 0 });
    const size = sandbox.joor.production.account('x').size;
    sandbox.tick();
    expect(sandbox.joor.production.account('x').size).toBe(size);
  });

  it('makes bearer tokens worthless', async () => {
    sandbox.joor.production.issueBearer('bearer', sandbox.joor.production.account('a'), 60);
    const headers = { authorization: 'Bearer bearer' };
    const url = `${sandbox.urls.joorProduction}/v2/order/?sync=0`;
    expect((await call(url, { headers })).status).toBe(200);
    await control('POST', '/control/joor/production/expire-tokens');
    expect((await call(url, { headers })).status).toBe(401);
  });
});

describe('warehouse systems', () => {
  it('shows and sets a Skubana world', async () => {
    const { json } = await control('PUT', '/control/skubana/sandbox', {
      duplicates: 'double',
      tokens: ['t'],
    });
    expect(json).toMatchObject({ duplicates: 'double', tokens: ['t'], body: 'either' });
    expect((await control('GET', '/control/skubana/sandbox')).json).toEqual(json);
    expect((await control('GET', '/control/skubana/production')).json).toMatchObject({
      duplicates: 'refuse',
    });
    const code = await control<{ code: string }>('POST', '/control/skubana/sandbox/codes');
    expect(sandbox.skubana.sandbox.codes.has(code.json.code)).toBe(true);
    expect((await control('GET', '/control/skubana/moon')).status).toBe(400);
  });

  it('shows and sets a generic instance', async () => {
    const { json } = await control('PUT', '/control/wms/demo', { lookUp: false });
    expect(json).toMatchObject({ lookUp: false, honoursKey: true });
    expect((await control('GET', '/control/wms/demo')).json).toEqual(json);
    expect((await control('GET', '/control/wms/other')).json).toMatchObject({ lookUp: true });
  });
});

describe('the status page', () => {
  it('shows effects, requests, faults and addresses', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    await control('PUT', '/control/faults/joor-production', { kind: 'latency', ms: 5 });
    const { headers, text } = await control('GET', '/');
    expect(headers['content-type']).toContain('text/html');
    for (const shown of ['wms-demo', '201: 1', 'latency', sandbox.urls.joorProduction])
      expect(text).toContain(shown);
  });

  it('is there as JSON too', async () => {
    expect((await control('GET', '/control/status')).json).toMatchObject({
      urls: sandbox.urls,
      effects: { total: 0 },
    });
  });

  it('says what there is when a path is wrong', async () => {
    expect(await control('GET', '/control/nothing')).toMatchObject({
      status: 404,
      json: { routes: expect.arrayContaining(['GET /control/effects']) },
    });
  });

  it('resets', async () => {
    await unsigned('demo');
    await deliver('demo', '1');
    await control('POST', '/control/reset');
    expect((await control('GET', '/control/effects')).json).toMatchObject({ total: 0 });
  });
});
