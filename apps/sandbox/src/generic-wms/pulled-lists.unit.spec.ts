import { Webhook } from 'standardwebhooks';
import { EffectLedger } from '../effects/effect-ledger.js';
import { makeBrand } from '../generator/brand.js';
import { GenericInstance } from './generic-instance.js';
import { DEMO_SIGNING_SECRET, INSTANCE_DEFAULTS, type InstanceSettings } from './instance-settings.js';

function instance(settings: Partial<InstanceSettings> = {}) {
  const wms = new GenericInstance('wms-demo', new EffectLedger(), () => makeBrand('demo'));
  wms.settings = { ...INSTANCE_DEFAULTS, signingSecret: null, ...settings };
  const send = (method: string, place: string, headers: Record<string, string> = {}, body = '') => {
    const [path = '', query = ''] = place.split('?');
    const answer = wms.handle({
      method,
      path: `/wms/demo${path}`,
      query: new URLSearchParams(query),
      headers,
      body,
    });
    return { status: answer.status, json: JSON.parse(answer.body) };
  };
  return { wms, send, get: (place: string, headers?: Record<string, string>) => send('GET', place, headers) };
}
const levels = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ sku: `S${at}`, warehouse: 'East', available: at }));
const skus = (rows: readonly { sku: string }[]) => rows.map(({ sku }) => sku);

describe('stock', () => {
  it('is given page by page, the last without a next one', () => {
    const { wms, get } = instance();
    wms.stock.replace(levels(5));
    const first = get('/stock?limit=2').json;
    const second = get(`/stock?limit=2&cursor=${first.next}`).json;
    const third = get(`/stock?limit=2&cursor=${second.next}`).json;
    expect([first, second, third].map((page) => skus(page.levels))).toEqual([
      ['S0', 'S1'],
      ['S2', 'S3'],
      ['S4'],
    ]);
    expect(third.next).toBeNull();
    expect(get('/stock?limit=5').json.next).toBeNull();
  });

  it("is the brand's when nobody said otherwise, each level as of now", () => {
    const { json } = instance().get('/stock');
    expect(json.levels.length).toBeGreaterThan(100);
    expect(Date.now() - Date.parse(json.levels[0].asOf)).toBeLessThan(5_000);
  });

  it('leaves the time out when told so, and keeps one that a level has', () => {
    const { wms, get } = instance({ statesTime: false });
    wms.stock.replace(levels(1));
    expect(get('/stock').json.levels[0]).toEqual({ sku: 'S0', warehouse: 'East', available: 0 });
    wms.settings = { ...wms.settings, statesTime: true };
    wms.stock.replace([{ sku: 'A', asOf: '2026-01-01T00:00:00Z' }]);
    expect(get('/stock').json.levels[0].asOf).toBe('2026-01-01T00:00:00Z');
  });

  it('is empty where there is none', () => {
    const { wms, get } = instance();
    wms.stock.replace([]);
    expect(get('/stock').json).toEqual({ levels: [], next: null });
  });

  it.each(['repeated-cursor', 'repeated-page'] as const)('goes in a circle: %s', (pages) => {
    const { wms, get } = instance({ pages });
    wms.stock.replace(levels(4));
    const first = get('/stock?limit=2').json;
    const second = get(`/stock?limit=2&cursor=${first.next}`).json;
    if (pages === 'repeated-cursor') expect(second.next).toBe(first.next);
    else expect(skus(second.levels)).toEqual(skus(first.levels));
  });

  it.each([
    'limit=0',
    'limit=x',
    'limit=1.5',
    'cursor=',
    'cursor=7',
    'page=2',
    'changedSince=2026-01-01T00:00:00Z',
  ])('refuses ?%s', (query) => {
    expect(instance().get(`/stock?${query}`).status).toBe(400);
  });

  it('never gives more than its largest page', () => {
    const { wms, get } = instance({ mostRows: 3 });
    wms.stock.replace(levels(5));
    expect(get('/stock?limit=100').json).toMatchObject({ levels: [{}, {}, {}], next: 'c3' });
  });
});

describe('products', () => {
  it('are given since a moment', () => {
    const { wms, get } = instance();
    wms.styles.replace([
      { styleNumber: 'A', modifiedAt: '2026-01-01T00:00:00Z' },
      { styleNumber: 'B', modifiedAt: '2026-02-01T00:00:00Z' },
    ]);
    expect(get('/products?changedSince=2026-01-15T00:00:00Z').json).toMatchObject({
      products: [{ styleNumber: 'B' }],
      next: null,
    });
    expect(get('/products').json.products).toHaveLength(2);
    expect(get('/products?changedSince=yesterday').status).toBe(400);
  });
});

describe('who is let in', () => {
  const signed = (body = '', secret = DEMO_SIGNING_SECRET) => ({
    'webhook-id': 'pull_1',
    'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'webhook-signature': new Webhook(secret).sign('pull_1', new Date(), body),
  });
  const { get } = instance({ signingSecret: DEMO_SIGNING_SECRET, bearerToken: 'good' });
  const bearer = { authorization: 'Bearer good' };

  it.each(['/stock', '/products'])('at %s: who signs nothing at all, and has the token', (path) => {
    expect(get(path, { ...bearer, ...signed() }).status).toBe(200);
    expect(get(path, signed()).status).toBe(401);
    expect(get(path, bearer).status).toBe(401);
    expect(get(path, { ...bearer, ...signed('{}') }).status).toBe(401);
    expect(get(path, { ...bearer, ...signed('', 'whsec_b3RoZXI=') }).status).toBe(401);
  });
});

describe('an order', () => {
  const order = {
    externalId: 'c:1',
    lines: [
      { itemCode: 'S9', quantity: 4 },
      { itemCode: 'X', quantity: 1 },
    ],
  };
  const post = (of: ReturnType<typeof instance>, body: object) =>
    of.send('POST', '/orders', {}, JSON.stringify(body));
  const left = ({ wms }: ReturnType<typeof instance>) => wms.stock.of('S9').map(({ available }) => available);

  it('that arrives takes its units, once', () => {
    const of = instance();
    of.wms.stock.replace(levels(10));
    expect(post(of, order).status).toBe(201);
    expect(left(of)).toEqual([5]);
    expect(post(of, order).status).toBe(409);
    expect(left(of)).toEqual([5]);
  });

  it('that is refused takes none, nor where orders do not count', () => {
    const of = instance({ rejectContaining: 'c:1' });
    of.wms.stock.replace(levels(10));
    expect(post(of, order).status).toBe(422);
    of.wms.settings = { ...of.wms.settings, rejectContaining: null, ordersLowerStock: false };
    expect(post(of, order).status).toBe(201);
    expect(left(of)).toEqual([9]);
  });

  it('fills no stock that nobody looks at', () => {
    const of = instance();
    post(of, order);
    expect(of.wms.stock.isFilled).toBe(false);
  });
});

it('lets stock change by itself when told so', () => {
  const { wms } = instance({ stockChangesPerHour: 3_600 });
  const before = wms.stock.all();
  const copy = [...before];
  wms.tick(0);
  wms.tick(60_000);
  expect(wms.stock.all().filter((level, at) => level !== copy[at]).length).toBeGreaterThan(30);
});
