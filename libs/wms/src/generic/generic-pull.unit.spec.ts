import { Webhook } from 'standardwebhooks';
import { PullFailed } from '../pull-failed.js';
import { connect, SECRET } from '../testing/generic-receiver.js';
import { allOf, failureOf } from '../testing/pulled.js';
import { json, type Script, type Sent } from '../testing/scripted-dispatcher.js';
import { generic } from './connector.js';

const PULLING = { stock: 'pull', products: 'pull' };
const level = (sku: string, available: unknown = 1) => ({ sku, available });
const page = (skus: readonly string[], next: unknown) =>
  json(200, { levels: skus.map((sku) => level(sku)), next });
const queryOf = ({ path }: Sent) => Object.fromEntries(new URL(`https://x${path}`).searchParams);

function pulling(answer: (sent: Sent, count: number) => Script, options: object = {}) {
  const { wms, sent } = connect(answer, { ...PULLING, ...options });
  const { stock, products } = wms;
  if (!stock || !products) throw new Error('it pulls nothing');
  return { stock, products, sent, wms };
}

describe('stock', () => {
  it('is read page by page, each asked for with the cursor of the one before', async () => {
    const pages = [page(['A', 'B'], 'c1'), page([], 'c 2&'), page(['C'], null)];
    const { stock, sent } = pulling((_, count) => pages[count] ?? json(500, {}), { stockPageSize: 2 });
    expect((await allOf(stock())).map(({ rows }) => rows.map(({ sku }) => sku))).toEqual([
      ['A', 'B'],
      [],
      ['C'],
    ]);
    expect(sent.map(queryOf)).toEqual([
      { limit: '2' },
      { limit: '2', cursor: 'c1' },
      { limit: '2', cursor: 'c 2&' },
    ]);
    expect(sent.map(({ method, body }) => `${method}${body}`)).toEqual(['GET', 'GET', 'GET']);
    expect(sent[0]?.path).toBe('/api/stock?limit=2');
  });

  it('is asked for with a signature over nothing, another for each page, and the bearer token', async () => {
    const { stock, sent } = pulling((_, count) => page([String(count)], count === 0 ? 'c1' : null));
    await allOf(stock());
    for (const { headers } of sent) {
      expect(headers.authorization).toBe('Bearer sesame');
      expect(() => new Webhook(SECRET).verify('', headers)).not.toThrow();
      expect(() => new Webhook(SECRET).verify('{}', headers)).toThrow();
    }
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('can be an empty list', async () => {
    const { stock } = pulling(() => page([], null));
    expect(await allOf(stock())).toEqual([{ rows: [], refused: [] }]);
  });

  it('keeps a query that the path has', async () => {
    const { stock, sent } = pulling(() => page([], null), { stockPath: '/v2/levels?site=7' });
    await allOf(stock());
    expect(sent[0]?.path).toBe('/api/v2/levels?site=7&limit=1000');
  });

  it('lists the rows that cannot be read, and goes on', async () => {
    const levels = [level('A', 1.5), null, level('B', -2), level('C')];
    const { stock } = pulling(() => json(200, { levels, next: null }));
    expect(await allOf(stock())).toMatchObject([
      {
        rows: [
          { sku: 'B', available: 0, note: 'the WMS said -2' },
          { sku: 'C', available: 1 },
        ],
        refused: [{ sku: 'A', reason: 'available must be a whole number' }, { sku: '' }],
      },
    ]);
  });

  it.each<[string, (count: number) => Script, RegExp]>([
    ['the same cursor', (count) => page([String(count)], 'c1'), /same cursor twice/],
    ['cursors in a circle', (count) => page([String(count)], `c${count % 3}`), /same cursor twice/],
    ['the same page under new cursors', (count) => page(['A', 'B'], `c${count}`), /same page twice/],
    ['no word on the next page', () => json(200, { levels: [] }), /"next" must be/],
    ['an empty cursor', () => page(['A'], ''), /"next" must be/],
    ['a number for a cursor', () => page(['A'], 2), /"next" must be/],
    ['a bare list', () => json(200, []), /no list "levels"/],
    ['another list', () => json(200, { products: [], next: null }), /no list "levels"/],
    ['a web page', () => ({ status: 200, body: '<html>' }), /no JSON/],
    ['nothing', () => ({ status: 204 }), /no JSON/],
  ])('that is answered with %s is malformed', async (_, answer, reason) => {
    const failure = await failureOf(pulling((_sent, count) => answer(count)).stock());
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringMatching(reason) });
  });

  it('takes the same figures at other times on another page for the same page', async () => {
    const answer = (count: number) =>
      json(200, { levels: [{ ...level('A'), asOf: `2026-01-01T00:00:0${count}Z` }], next: `c${count}` });
    expect(await failureOf(pulling((_, count) => answer(count)).stock())).toMatchObject({
      kind: 'malformed',
    });
  });

  it('is not read past a page that is too large', async () => {
    const body = `{"levels":[],"next":null}${' '.repeat(11 * 1024 * 1024)}`;
    const failure = await failureOf(pulling(() => ({ status: 200, body })).stock());
    expect(failure).toMatchObject({ kind: 'malformed', message: expect.stringContaining('10 MB') });
  });

  it.each<[Script, string, number | null]>([
    [json(401, {}), 'unauthorized', null],
    [json(403, {}), 'unauthorized', null],
    [json(404, {}), 'refused', null],
    [json(400, {}), 'refused', null],
    [json(302, {}), 'refused', null],
    [json(429, {}, { 'retry-after': '120' }), 'unavailable', 120_000],
    [json(503, {}, { 'retry-after': '61' }), 'unavailable', 61_000],
  ])('that is answered %j fails at once: %s', async (script, kind, retryAfterMs) => {
    const { stock, sent } = pulling(() => script);
    expect(await failureOf(stock())).toMatchObject({ kind, retryAfterMs });
    expect(sent).toHaveLength(1);
  });

  it.each<Script>([
    json(500, {}),
    json(502, {}),
    json(408, {}),
    json(503, {}),
    { broken: 'reset' },
    { refused: 'ECONNREFUSED' },
  ])('that is answered %j once is asked for again', async (script) => {
    let failed = false;
    const { stock } = pulling(() => {
      if (failed) return page(['A'], null);
      failed = true;
      return script;
    });
    expect(await allOf(stock())).toMatchObject([{ rows: [{ sku: 'A' }] }]);
  });

  it('waits as long as it is asked to, when that is not long', async () => {
    let throttled = false;
    const { stock } = pulling(() => {
      if (throttled) return page(['A'], null);
      throttled = true;
      return json(429, {}, { 'retry-after': '1' });
    });
    const startedAt = performance.now();
    expect(await allOf(stock())).toHaveLength(1);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });

  it('fails in the middle with what was read before it given out', async () => {
    const { stock } = pulling((_, count) => (count === 0 ? page(['A'], 'c1') : json(401, {})));
    const pages = stock()[Symbol.asyncIterator]();
    expect(await pages.next()).toMatchObject({ done: false, value: { rows: [{ sku: 'A' }] } });
    await expect(pages.next()).rejects.toBeInstanceOf(PullFailed);
  });

  it('never says a secret that is echoed', async () => {
    const { stock } = pulling(() => json(400, { message: `you sent sesame and ${SECRET}` }));
    const { message } = await failureOf(stock());
    expect(message).toContain('you sent *** and');
    expect(message).not.toMatch(new RegExp(`sesame|${SECRET.slice('whsec_'.length)}`));
  });
});

describe('products', () => {
  const styles = (names: readonly string[], next: unknown) =>
    json(200, { products: names.map((styleNumber) => ({ styleNumber })), next });

  it('are asked for since a moment, or all', async () => {
    const { products, sent } = pulling((_, count) => styles([`S${count}`], count % 2 === 0 ? 'c' : null));
    await allOf(products(new Date('2026-11-27T09:00:00Z')));
    await allOf(products(null));
    expect(sent.map(queryOf)).toEqual([
      { changedSince: '2026-11-27T09:00:00.000Z', limit: '100' },
      { changedSince: '2026-11-27T09:00:00.000Z', limit: '100', cursor: 'c' },
      { limit: '100' },
      { limit: '100', cursor: 'c' },
    ]);
  });

  it('that cannot be read are listed among the others', async () => {
    const answer = json(200, { products: [{ styleNumber: 'A' }, { name: 'B' }], next: null });
    expect(await allOf(pulling(() => answer).products(null))).toMatchObject([
      { products: [{ styleNumber: 'A' }], refused: [{ styleNumber: '', reason: 'styleNumber is missing' }] },
    ]);
  });

  it('in a circle are malformed', async () => {
    const failure = await failureOf(pulling((_, count) => styles(['A'], `c${count}`)).products(null));
    expect(failure).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('The product list'),
    });
  });
});

describe('the options', () => {
  it.each([
    ['none', false, false],
    ['pull', true, true],
    ['push', true, false],
  ])('%s: stock and products are there: %p, to be read here: %p', (how, capable, readable) => {
    const options = { stock: how, products: how };
    const { stock, productDetails } = generic.capabilities(options);
    const { wms } = connect(() => json(200, {}), options);
    expect([stock, productDetails]).toEqual([capable, capable]);
    expect([wms.stock !== undefined, wms.products !== undefined]).toEqual([readable, readable]);
  });

  it('leave both out when nothing is said', () => {
    expect(generic.capabilities({})).toMatchObject({ stock: false, productDetails: false });
  });

  it('let the check read a page of each list, and say which cannot be read', async () => {
    const answer = ({ path }: Sent) =>
      path.includes('/stock')
        ? page(['A'], 'c1')
        : path.includes('/products')
          ? json(404, {})
          : json(405, {});
    const { message, ok } = await pulling(answer).wms.check();
    expect({ ok, message }).toMatchObject({
      ok: false,
      message: expect.stringContaining('The product list'),
    });
    const well = connect(answer, { stock: 'pull' }).wms;
    expect(await well.check()).toEqual({
      ok: true,
      message: expect.stringContaining('Its stock can be read.'),
    });
  });
});
