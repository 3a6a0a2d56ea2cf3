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

  it.each(['abc', 7, ['a']])('take no fields from %j', async (replaced) => {
    const [order] = (await add({ count: 1 })).json.orders;
    const changed = await control('PATCH', `/control/joor/production/a/orders/${order?.key}`, {
      with: replaced,
    });
    for (const answer of [await add({ with: replaced }), changed]) {
      expect(answer).toMatchObject({
        status: 400,
        json: { message: expect.stringContaining('with must be') },
      });
    }
    expect((await joor<{ response: object }>('')).json.response).toMatchObject({ count: 1 });
  });

  it('are not looked for under what is no path', async () => {
    expect((await control('PATCH', '/control/joor/production/a/orders/%zz', {})).status).toBe(400);
    expect((await call(`${sandbox.urls.generic}/wms/demo/orders/%zz`)).status).toBe(400);
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

  it('gain and lose lines', async () => {
    const [order] = (await add({ status: '4' })).json.orders;
    const lines = async (change: string) => {
      await control('PATCH', `/control/joor/production/a/orders/${order?.key}`, { change });
      return (await joor<{ orders: [{ line_items: unknown[] }] }>('')).json.orders[0].line_items.length;
    };
    const before = await lines('edit');
    expect(await lines('add-line')).toBe(before + 1);
    expect(await lines('remove-line')).toBe(before);
  });

  it('without lines are not changed', async () => {
    await add({ orders: [{ order_id: 7 }] });
    const patch = await control('PATCH', '/control/joor/production/a/orders/7', { change: 'edit' });
    expect(patch).toMatchObject({ status: 400, json: { message: 'order 7 has no lines to change' } });
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

  it('changes what is named and keeps the rest: token, flow, required fields', async () => {
    const put = (body: unknown) => control('PUT', '/control/joor/production/x', body);
    await put({ token: 'old', requiredFields: ['customer_code'], ordersPerHour: 60, editRate: 0.5 });
    const { json } = await put({ token: 'new' });
    expect(json).toMatchObject({ keys: { token: 'new' }, flow: { ordersPerHour: 60, editRate: 0.5 } });
    expect(sandbox.joor.production.flowOf('x')).toMatchObject({ ordersPerHour: 60 });
    expect(sandbox.joor.production.account('x').requiredFields).toEqual(['customer_code']);
    const url = `${sandbox.urls.joorProduction}/v2/order/?sync=0`;
    expect((await call(url, { headers: oauth2('old') })).status).toBe(401);
    expect((await call(url, { headers: oauth2('new') })).status).toBe(200);
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
