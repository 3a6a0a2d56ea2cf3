import { EffectLedger } from '../effects/effect-ledger.js';
import { makeBrand } from '../generator/brand.js';
import type { SkubanaSettings } from './skubana-settings.js';
import { SkubanaWorld } from './skubana-world.js';

const none = { amount: 0, currency: 'USD' };
const order = (orderNumber = 'JOOR-1', more: object = {}) => ({
  salesChannelId: 7,
  orderNumber,
  shipName: 'Receiving',
  shipAddress1: '12 Sample Street',
  shipCity: 'Portland',
  shipCountry: 'USA',
  insuranceCost: none,
  insuredValue: none,
  orderItems: [{ listingSku: 'DRS-101', quantityOrdered: 6 }],
  ...more,
});

function skubana(settings: Partial<SkubanaSettings> = {}, now = () => 1_000_000) {
  const effects = new EffectLedger();
  const world = new SkubanaWorld('production', effects, makeBrand, now);
  world.settings = { ...world.settings, ...settings };
  const ask = (method: string, target: string, body?: unknown, token = 'skubana-production-token') => {
    const [path = '', query] = target.split('?');
    const headers = { authorization: `Bearer ${token}` };
    const answer = world.handle({
      method,
      path,
      query: new URLSearchParams(query),
      headers,
      body: body === undefined ? '' : JSON.stringify(body),
    });
    const isJson = answer.headers?.['content-type'] === undefined && answer.status === 200;
    return {
      status: answer.status,
      headers: answer.headers,
      json: isJson ? JSON.parse(answer.body) : answer.body,
    };
  };
  return { world, effects, ask, put: (body: unknown) => ask('PUT', '/v1/order', body) };
}

describe('create', () => {
  it('takes an object or an array and answers the ids', () => {
    const { put, effects } = skubana();
    expect(put(order('A'))).toMatchObject({
      status: 200,
      json: { ids: [5_551_001], message: null, orders: [] },
    });
    expect(put([order('B'), order('C')]).json.ids).toEqual([5_551_002, 5_551_003]);
    expect(effects.list('skubana-production').map(({ externalId }) => externalId)).toEqual(['A', 'B', 'C']);
  });

  it.each([
    ['object', [order()]],
    ['array', order()],
  ] as const)('takes only %s when told so', (body, sent) => {
    expect(skubana({ body }).put(sent)).toMatchObject({ status: 400 });
  });

  it('refuses a second order of the same number and channel', () => {
    const { put, effects } = skubana();
    put(order());
    expect(put(order())).toMatchObject({ status: 400, json: expect.stringContaining('already exists') });
    expect(put(order('JOOR-1', { salesChannelId: 8 }))).toMatchObject({ status: 200 });
    expect(effects.find('skubana-production', 'JOOR-1')?.count).toBe(2);
  });

  it('doubles it when told so', () => {
    const { put, effects } = skubana({ duplicates: 'double' });
    expect([put(order()).status, put(order()).status]).toEqual([200, 200]);
    expect(effects.totals().duplicates).toBe(1);
  });

  it.each([
    ['shipName', { shipName: '' }],
    ['insuredValue', { insuredValue: { amount: '0', currency: 'USD' } }],
    ['orderNumber', { orderNumber: 7 }],
    ['salesChannelId', { salesChannelId: '7' }],
    ['orderItems', { orderItems: [] }],
  ])('refuses an order with a bad %s', (name, more) => {
    const { put, effects } = skubana();
    expect(put(order('A', more))).toMatchObject({ status: 400, json: expect.stringContaining(name) });
    expect(effects.totals().total).toBe(0);
  });

  it('creates nothing of an array in which one order is bad', () => {
    const { put, effects } = skubana();
    expect(put([order('A'), order('B', { shipCity: '' })])).toMatchObject({ status: 400 });
    expect(effects.totals().total).toBe(0);
  });

  it.each([null, 'order', 7])('refuses %j', (body) => {
    expect(skubana().put(body)).toMatchObject({ status: 400 });
  });

  it('leaves an order without payment date awaiting its payment', () => {
    const { put, ask } = skubana();
    put([order('A'), order('B', { paymentDate: '2026-11-20T10:00:00Z' })]);
    const statuses = ask('GET', '/v1.1/orders').json.map((row: { orderStatus: string }) => row.orderStatus);
    expect(statuses).toEqual(['AWAITING_PAYMENT', 'AWAITING_SHIPMENT']);
  });
});

describe('look-up', () => {
  const filled = (settings: Partial<SkubanaSettings> = {}) => {
    const world = skubana(settings);
    world.put([order('JOOR-1'), order('JOOR-12'), order('JOOR-2'), order('JOOR-1', { salesChannelId: 8 })]);
    return (query: string) =>
      world.ask('GET', `/v1.1/orders?${query}`).json.map((row: Record<string, unknown>) => row.orderNumber);
  };

  it('finds by number and channel, and answers a bare array', () => {
    expect(filled()('orderNumber=JOOR-1&salesChannelId=7')).toEqual(['JOOR-1']);
    expect(filled()('orderNumber=JOOR-1')).toEqual(['JOOR-1', 'JOOR-1']);
    expect(filled()('orderNumber=JOOR-1&orderNumber=JOOR-2&salesChannelId=7')).toEqual(['JOOR-1', 'JOOR-2']);
    expect(filled()('orderNumber=NONE')).toEqual([]);
  });

  it('also finds longer numbers when told so', () => {
    expect(filled({ substringLookUp: true })('orderNumber=JOOR-1&salesChannelId=7')).toEqual([
      'JOOR-1',
      'JOOR-12',
    ]);
  });

  it('pages', () => {
    expect(filled()('page=1&limit=3')).toHaveLength(3);
    expect(filled()('page=2&limit=3')).toHaveLength(1);
    expect(filled()('page=3&limit=3')).toEqual([]);
  });

  it('shows one by its id', () => {
    const { put, ask } = skubana();
    const [id] = put(order()).json.ids;
    expect(ask('GET', `/v1.1/orders/${id}`).json).toMatchObject({
      orderId: id,
      orderNumber: 'JOOR-1',
      salesChannel: { salesChannelId: 7 },
      orderItems: [{ orderItemId: 1, listingSku: 'DRS-101' }],
    });
    expect(ask('GET', '/v1.1/orders/1')).toMatchObject({ status: 404 });
  });
});

describe('cancel', () => {
  it('cancels by number and channel, or by id', () => {
    const { put, ask } = skubana();
    const [, second] = put([order('A'), order('B')]).json.ids;
    ask('POST', '/v1/orders/cancel?orderNumber=A&salesChannelId=7&cancelReasonType=BUYER_CANCELLED');
    ask('POST', `/v1/orders/cancel?orderId=${second}&cancelReason=changed`);
    const rows = ask('GET', '/v1.1/orders').json as { orderStatus: string; cancelReason: string }[];
    expect(rows.map(({ orderStatus, cancelReason }) => [orderStatus, cancelReason])).toEqual([
      ['CANCELLED', 'BUYER_CANCELLED'],
      ['CANCELLED', 'changed'],
    ]);
    expect(ask('POST', '/v1/orders/cancel?orderId=1')).toMatchObject({ status: 404 });
  });
});

describe('access', () => {
  it('refuses an unknown token and other paths', () => {
    const { ask } = skubana();
    expect(ask('GET', '/v1.1/orders', undefined, 'bad').status).toBe(401);
    expect(ask('GET', '/v1/nothing').status).toBe(404);
  });

  it('answers 429 with the milliseconds to wait, over its limit in one second', () => {
    let now = 5_000;
    const { ask } = skubana({ perSecond: 2 }, () => now);
    now = 5_400;
    const answers = [1, 2, 3].map(() => ask('GET', '/v1.1/orders'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers).toMatchObject({ 'x-skubana-quota-retryAfter': '600' });
    now = 6_000;
    expect(ask('GET', '/v1.1/orders').status).toBe(200);
  });
});

describe('code exchange', () => {
  const basic = `Basic ${Buffer.from('skubana-production-app:skubana-production-secret').toString('base64')}`;
  const exchange = (world: SkubanaWorld, code: string, authorization = basic, grant = 'authorization_code') =>
    world.handle({
      method: 'POST',
      path: '/oauth/token',
      query: new URLSearchParams({ grant_type: grant, redirect_uri: 'https://bridge.example/', code }),
      headers: { authorization },
      body: '',
    });

  it('gives a token that works, once for a code', () => {
    const { world, ask } = skubana();
    const code = world.newCode();
    const answer = exchange(world, code);
    expect(answer.status).toBe(200);
    const token = JSON.parse(answer.body).access_token;
    expect(ask('GET', '/v1.1/orders', undefined, token).status).toBe(200);
    expect(exchange(world, code).status).toBe(400);
  });

  it('burns the code when the exchange fails', () => {
    const { world } = skubana();
    const code = world.newCode();
    expect(exchange(world, code, 'Basic bad').status).toBe(401);
    expect(exchange(world, code).status).toBe(400);
  });

  it('wants its grant type', () => {
    const { world } = skubana();
    expect(exchange(world, world.newCode(), basic, 'password').status).toBe(400);
  });
});
