import { type Sandbox, startSandbox } from '../index.js';
import { call } from '../testing/http-call.js';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const production = bearer('skubana-production-token');
const none = { amount: 0, currency: 'USD' };
const order = (orderNumber: string) => ({
  salesChannelId: 123_456,
  orderNumber,
  shipName: 'Receiving',
  shipAddress1: '12 Sample Street',
  shipCity: 'Portland',
  shipCountry: 'USA',
  insuranceCost: none,
  insuredValue: none,
  orderTotal: { amount: 425, currency: 'USD' },
  orderItems: [{ listingSku: 'DRS-101-BLK-S', listingName: 'Dress', quantityOrdered: 6, unitPrice: none }],
});
const put = (body: unknown, headers = production) =>
  call<{ ids: number[] }>(`${sandbox.urls.skubanaProduction}/v1/order`, { method: 'PUT', headers, body });
const look = (query: string, url = sandbox.urls.skubanaProduction, headers = production) =>
  call<{ orderNumber: string }[]>(`${url}/v1.1/orders?${query}`, { headers });

describe('Skubana over HTTP', () => {
  it('creates, looks up and shows an order', async () => {
    const { json } = await put([order('JOOR-1')]);
    expect((await look('orderNumber=JOOR-1&salesChannelId=123456')).json).toMatchObject([
      {
        orderId: json.ids[0],
        orderNumber: 'JOOR-1',
        orderTotal: { amount: 425 },
        salesChannel: { salesChannelId: 123_456 },
      },
    ]);
    const one = await call(`${sandbox.urls.skubanaProduction}/v1.1/orders/${json.ids[0]}`, {
      headers: production,
    });
    expect(one).toMatchObject({ status: 200, json: { orderNumber: 'JOOR-1' } });
  });

  it('keeps its two worlds apart: orders, tokens and effects', async () => {
    await put(order('JOOR-1'));
    const { skubanaSandbox } = sandbox.urls;
    expect((await look('orderNumber=JOOR-1', skubanaSandbox)).status).toBe(401);
    expect((await look('orderNumber=JOOR-1', skubanaSandbox, bearer('skubana-sandbox-token'))).json).toEqual(
      [],
    );
    expect(sandbox.effects.totals('skubana-production').total).toBe(1);
    expect(sandbox.effects.totals('skubana-sandbox').total).toBe(0);
  });

  it('exchanges a code once for a token that works', async () => {
    const code = sandbox.skubana.production.newCode();
    const query = new URLSearchParams({
      grant_type: 'authorization_code',
      redirect_uri: 'https://x.example/',
      code,
    });
    const basic = Buffer.from('skubana-production-app:skubana-production-secret').toString('base64');
    const exchange = () =>
      call<{ access_token: string }>(`${sandbox.urls.skubanaProduction}/oauth/token?${query}`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}` },
      });
    const { status, json } = await exchange();
    expect({ status, json }).toMatchObject({ status: 200, json: { token_type: 'bearer' } });
    expect((await look('', undefined, bearer(json.access_token))).status).toBe(200);
    expect((await exchange()).status).toBe(400);
  });

  it('has made the order whose answer was lost, and finds it by a look-up', async () => {
    sandbox.faultsOf('skubana-production')?.set([{ kind: 'lost-answer', method: 'PUT' }]);
    await expect(put(order('JOOR-2'))).rejects.toThrow();
    expect((await look('orderNumber=JOOR-2&salesChannelId=123456')).json).toHaveLength(1);
  });

  it('refuses with text, not with JSON', async () => {
    await put(order('JOOR-1'));
    const refused = await put(order('JOOR-1'));
    expect(refused.status).toBe(400);
    expect(refused.headers['content-type']).toContain('text/plain');
    expect(refused.text).toContain('JOOR-1 already exists');
  });

  it('counts requests by route, order ids left out', async () => {
    const { json } = await put(order('JOOR-1'));
    await call(`${sandbox.urls.skubanaProduction}/v1.1/orders/${json.ids[0]}`, { headers: production });
    expect(sandbox.requests.of('skubana-production').byRoute).toEqual({
      'PUT /v1/order': 1,
      'GET /v1.1/orders/{orderId}': 1,
    });
  });
});
