import { defaultKeys, JOOR_CREDITS, NO_QUIRKS, type Sandbox, startSandbox } from '../index.js';
import { call, oauth2 } from '../testing/http-call.js';
import type { Quirks } from './quirks.js';

interface Page {
  readonly response: Record<string, unknown>;
  readonly orders: readonly { readonly order_id: number; readonly order_type: string }[] | '';
}

let sandbox: Sandbox;
const BACKLOG = 120;

beforeEach(async () => {
  sandbox = await startSandbox({
    accounts: [
      { world: 'production', id: 'a', backlog: BACKLOG },
      { world: 'production', id: 'b', backlog: 3 },
      { world: 'sandbox', id: 'a', backlog: 5 },
    ],
  });
});
afterEach(() => sandbox.close());

const token = (account: string, world: 'production' | 'sandbox' = 'production') =>
  oauth2(defaultKeys(world, account).token);
const get = (query: string, account = 'a') =>
  call<Page>(`${sandbox.urls.joorProduction}/v2/order/?${query}`, { headers: token(account) });
const quirks = (some: Partial<Quirks>) => sandbox.joor.production.setQuirks({ ...NO_QUIRKS, ...some });
const idsOf = ({ json }: { json: Page }) =>
  json.orders === '' ? [] : json.orders.map(({ order_id }) => order_id);

describe('GET /v2/order/', () => {
  it('pages through the whole account, each order once', async () => {
    const ids: number[] = [];
    for (let from = 0; from < BACKLOG; from += 50) {
      ids.push(...idsOf(await get(`order_type=8&sync=0&start_from=${from}&count=50`)));
    }
    expect(ids).toHaveLength(BACKLOG);
    expect(new Set(ids).size).toBe(BACKLOG);
  });

  it('answers the envelope: total, start and next start', async () => {
    const { status, json } = await get('order_type=8&sync=0&start_from=50');
    expect(status).toBe(200);
    expect(json.response).toMatchObject({
      code: 0,
      comment: '',
      start_from: 50,
      next_start: 100,
      count: BACKLOG,
    });
    expect(json.orders).toHaveLength(50);
  });

  it('has no next start when a page ends exactly with the list', async () => {
    const last = (count: number) => get(`order_type=8&sync=0&start_from=${BACKLOG - count}&count=${count}`);
    expect((await last(40)).json.response.next_start).toBe('');
    const before = await get(`order_type=8&sync=0&start_from=${BACKLOG - 41}&count=40`);
    expect(before.json.response.next_start).toBe(BACKLOG - 1);
  });

  it('defaults to approved and shipped orders that were not exported, and marks them', async () => {
    const first = await get('');
    expect(first.json.orders).not.toHaveLength(0);
    for (const order of first.json.orders || []) expect(['4', '5']).toContain(order.order_type);
    expect(idsOf(await get('')).some((id) => idsOf(first).includes(id))).toBe(false);
    expect(idsOf(await get('export_status=3&sync=0'))).toEqual(idsOf(first));
  });

  it('takes a window on the modified date', async () => {
    const all = await get('order_type=8&sync=0&count=1');
    expect(all.json.response.count).toBe(BACKLOG);
    const now = Date.now();
    const iso = (ms: number) => new Date(ms).toISOString();
    const recent = await get(
      `order_type=8&sync=0&date_start=${iso(now - 15 * 86_400_000)}&date_end=${iso(now)}`,
    );
    expect(recent.json.response.count).toBeGreaterThan(50);
    expect(recent.json.response.count).toBeLessThan(70);
  });

  it('answers a bad query with a code, a comment, and 400 or 200', async () => {
    const bad = await get('date_start=2026-11-01T00:00:00Z');
    expect(bad).toMatchObject({ status: 400, json: { response: { code: 1 } } });
    expect(bad.json.response.comment).toContain('together');
    quirks({ errorStatus: 200 });
    expect(await get('order_type=9')).toMatchObject({ status: 200, json: { response: { code: 1 } } });
  });

  it('shows one order by path and by query', async () => {
    const [id] = idsOf(await get('order_type=8&sync=0&count=1'));
    const url = `${sandbox.urls.joorProduction}/v2/order/${id}`;
    expect(idsOf(await call<Page>(url, { headers: token('a') }))).toEqual([id]);
    expect(idsOf(await get(`order_id=${id}`))).toEqual([id]);
  });

  it.each([
    ['nobody has', '1'],
    ['another account has', 'theirs'],
  ])('shows none that %s', async (_, id) => {
    sandbox.joor.production.account('b').put({ order_id: 'theirs', order_type: '4' });
    const url = `${sandbox.urls.joorProduction}/v2/order/${id}`;
    const unknown = { response: { code: 2, comment: `No order ${id}` }, orders: [] };
    expect(await call(url, { headers: token('a') })).toMatchObject({ status: 404, json: unknown });
    quirks({ errorStatus: 200 });
    expect(await call(url, { headers: token('a') })).toMatchObject({ status: 200, json: unknown });
    expect((await get(`order_id=${id}`)).json).toMatchObject(unknown);
  });

  it('answers under /v2/orders only when told so', async () => {
    const plural = () => call(`${sandbox.urls.joorProduction}/v2/orders?sync=0`, { headers: token('a') });
    expect((await plural()).status).toBe(404);
    sandbox.joor.production.pluralPath = true;
    expect((await plural()).status).toBe(200);
  });
});

describe('quirks over the wire', () => {
  const end = `order_type=8&sync=0&start_from=100`;
  it.each([
    ['empty', { next_start: '' }],
    ['past-end', { next_start: 150 }],
  ] as const)('next_start %s after the last page', async (nextStart, expected) => {
    quirks({ nextStart });
    expect((await get(end)).json.response).toMatchObject(expected);
  });

  it.each(['absent', 'never'] as const)('next_start %s after the last page', async (nextStart) => {
    quirks({ nextStart });
    expect((await get(end)).json.response).not.toHaveProperty('next_start');
    const early = (await get('order_type=8&sync=0')).json.response;
    expect('next_start' in early).toBe(nextStart === 'absent');
  });

  it('writes an empty list as ""', async () => {
    expect((await get('sync=0&customer_code=none')).json.orders).toEqual([]);
    quirks({ emptyList: 'text' });
    expect((await get('sync=0&customer_code=none')).json.orders).toBe('');
  });

  it('takes effect on orders that were already shown', async () => {
    const before = await get('order_type=8&sync=0&count=1');
    quirks({ numbers: 'text' });
    const after = await get('order_type=8&sync=0&count=1');
    expect(idsOf(after)).toEqual(idsOf(before).map(String));
  });
});

describe('who is let in', () => {
  it.each([
    ['nothing', {}],
    ['an unknown token', oauth2('nobody')],
    ['a token of the other world', oauth2(defaultKeys('sandbox', 'a').token)],
    ['a token that is not in base64', { authorization: `OAuth2 ${defaultKeys('production', 'a').token}` }],
    ['another scheme', { authorization: 'Basic eDp5' }],
  ])('refuses %s', async (_, headers) => {
    const { status, json } = await call(`${sandbox.urls.joorProduction}/v2/order/`, { headers });
    expect(status).toBe(401);
    expect(json).toMatchObject({ response: { code: 401 } });
  });

  it('bears the scheme in any letter case', async () => {
    const { authorization = '' } = token('a');
    const headers = { authorization: authorization.replace('OAuth2', 'Oauth2') };
    expect((await call(`${sandbox.urls.joorProduction}/v2/order/?sync=0`, { headers })).status).toBe(200);
  });

  it('shows each account its own orders, and each world its own', async () => {
    expect((await get('order_type=8&sync=0', 'b')).json.response.count).toBe(3);
    const url = `${sandbox.urls.joorSandbox}/v2/order/?order_type=8&sync=0`;
    const other = await call<Page>(url, { headers: token('a', 'sandbox') });
    expect(other.json.response.count).toBe(5);
    const production = new Set(idsOf(await get('order_type=8&sync=0')));
    expect(idsOf(other).some((id) => production.has(id))).toBe(false);
  });

  it('counts requests of each world and account apart', async () => {
    await get('sync=0');
    await get('sync=0', 'b');
    expect(sandbox.requests.of('joor-production')).toMatchObject({ total: 2, byAccount: { a: 1, b: 1 } });
    expect(sandbox.requests.of('joor-sandbox').total).toBe(0);
  });
});

describe('the credit limit', () => {
  it('answers 429 with the account and Retry-After, for that account alone', async () => {
    sandbox.joor.production.credits = { ...JOOR_CREDITS, credits: 2 };
    await get('sync=0');
    await get('sync=0');
    const refused = await get('sync=0');
    expect(refused.status).toBe(429);
    expect(refused.headers['x-throttling-account-id']).toBe('a');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(290);
    expect((await get('sync=0', 'b')).status).toBe(200);
  });

  it('keeps Retry-After to itself when told so', async () => {
    sandbox.joor.production.credits = { ...JOOR_CREDITS, credits: 1, retryAfter: false };
    await get('sync=0');
    expect((await get('sync=0')).headers).not.toHaveProperty('retry-after');
  });

  it('charges five credits for a write, whatever becomes of it', async () => {
    sandbox.joor.production.credits = { ...JOOR_CREDITS, credits: 6 };
    const write = () =>
      call(`${sandbox.urls.joorProduction}/v2/bulk-style`, {
        method: 'POST',
        headers: token('a'),
        body: [],
      });
    expect((await write()).status).toBe(404);
    expect((await write()).status).toBe(429);
    expect((await get('sync=0')).status).toBe(200);
  });
});
