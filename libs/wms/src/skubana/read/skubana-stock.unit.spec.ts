import type { Link } from '../../connector.js';
import type { StockPage } from '../../stock/stock-page.js';
import { allOf, failureOf } from '../../testing/pulled.js';
import { json } from '../../testing/scripted-dispatcher.js';
import { askedOf, CHANNEL, connectSkubana, paged } from '../../testing/scripted-skubana.js';

const EAST = { warehouseId: 4001, name: 'East', active: true };
const WEST = { warehouseId: 4002, name: 'West', active: true };
const product = (id: number, more: object = {}) => ({
  productId: id,
  masterSku: `SKU-${id}`,
  upc: `0${id}`,
  ...more,
});
const bin = (id: number, available: unknown, more: object = {}) => ({
  productStockId: id * 10,
  quantity: 500,
  product: product(id),
  warehouseStockTotals: { onHandQuantity: 999, availableQuantity: available },
  ...more,
});
const total = (id: number, onHand: unknown, locked: unknown = 0) => ({
  product: product(id),
  onHandQuantity: onHand,
  lockedQuantity: locked,
  inTransitQuantity: 7,
});
const PER_WAREHOUSE = { stockMode: 'per-warehouse', ignoreInactiveProducts: false } as const;
const ALL_ACTIVE = { ignoreInactiveProducts: false } as const;

const read = async (lists: Parameters<typeof paged>[0], options: Link['options']) => {
  const { stock, sent } = connectSkubana(paged({ '/v1/warehouses': [EAST], ...lists }), options);
  const pages = await allOf(stock());
  return { pages, sent, figures: figuresOf(pages), refused: pages.flatMap((page) => page.refused) };
};
const figuresOf = (pages: readonly StockPage[]) =>
  pages.flatMap(({ rows }) =>
    rows.map(({ sku, warehouse, available }) => `${warehouse} ${sku} ${available}`),
  );

describe('per sales channel', () => {
  it("takes a warehouse's available total once, whatever its bins", async () => {
    const rows = [bin(1, 96), bin(1, 96, { productStockId: 11 }), bin(2, 0)];
    const { figures, pages } = await read({ '/v1/inventory': rows }, ALL_ACTIVE);
    expect(figures).toEqual(['East SKU-1 96', 'East SKU-2 0']);
    expect(pages[0]?.rows[0]).toEqual({
      sku: 'SKU-1',
      warehouse: 'East',
      available: 96,
      future: [],
      asOf: null,
      identity: { upc: '01', styleNumber: '', styleIdentifier: '', colorCode: '', size: '' },
      note: null,
    });
  });

  it('gives bins on another page again only with another figure: then the later holds', async () => {
    const first = Array.from({ length: 10 }, (_, at) => bin(at + 1, 5));
    const second = [bin(1, 5, { productStockId: 901 }), bin(2, 4, { productStockId: 902 }), bin(11, 1)];
    const options = { ...ALL_ACTIVE, stockPageSize: 10 };
    const { pages } = await read({ '/v1/inventory': [...first, ...second] }, options);
    expect(pages.map((page) => figuresOf([page]))).toEqual([
      first.map((_, at) => `East SKU-${at + 1} 5`),
      ['East SKU-2 4', 'East SKU-11 1'],
    ]);
  });

  it('takes the later of two figures on one page', async () => {
    const rows = [bin(1, 5), bin(1, 3, { productStockId: 11 })];
    expect((await read({ '/v1/inventory': rows }, ALL_ACTIVE)).figures).toEqual(['East SKU-1 3']);
  });

  it('lists rows that cannot be read, each reason once for all warehouses', async () => {
    const rows = [
      bin(1, -4),
      bin(2, 1.5),
      bin(3, 1, { warehouseStockTotals: undefined }),
      bin(4, 1, { product: product(4, { masterSku: '' }) }),
      { productStockId: 50 },
      null,
      bin(5, 9),
    ];
    const lists = { '/v1/warehouses': [EAST, WEST], '/v1/inventory': rows };
    const { figures, refused, pages } = await read(lists, ALL_ACTIVE);
    expect(figures).toEqual(['East SKU-1 0', 'East SKU-5 9', 'West SKU-1 0', 'West SKU-5 9']);
    expect(pages[0]?.rows[0]?.note).toBe('the WMS said -4');
    expect(refused.map(({ sku, reason }) => `${sku}: ${reason}`)).toEqual([
      'SKU-2: availableQuantity must be a whole number',
      'SKU-3: warehouseStockTotals is missing',
      ': masterSku is missing',
      ': a row must have a product',
    ]);
  });
});

describe('per warehouse', () => {
  const rows = [total(1, 40, 3), total(2, 2, 5), total(3, -1)];

  it.each([
    [false, ['East SKU-1 40', 'East SKU-2 2', 'East SKU-3 0']],
    [true, ['East SKU-1 37', 'East SKU-2 0', 'East SKU-3 0']],
  ])('counts what is on hand; locked taken off: %p', async (subtractLockedQuantity, expected) => {
    const options = { ...PER_WAREHOUSE, subtractLockedQuantity };
    expect((await read({ '/v1/productstocks/total': rows }, options)).figures).toEqual(expected);
  });

  it('refuses a row whose locked quantity is needed and missing', async () => {
    const options = { ...PER_WAREHOUSE, subtractLockedQuantity: true };
    const { refused } = await read({ '/v1/productstocks/total': [total(1, 4, null)] }, options);
    expect(refused).toEqual([{ sku: 'SKU-1', reason: 'lockedQuantity is missing' }]);
  });

  it('asks for each active warehouse, page by page to the empty one', async () => {
    const lists = {
      '/v1/warehouses': [EAST, { ...WEST, active: false }, { ...WEST, warehouseId: 4003, name: 'South' }],
      '/v1/productstocks/total?4001': Array.from({ length: 15 }, (_, at) => total(at, at)),
      '/v1/productstocks/total?4003': [],
    };
    const { sent } = await read(lists, { ...PER_WAREHOUSE, stockPageSize: 10 });
    expect(
      sent.map(askedOf).map(({ list, warehouseId, page, limit }) => [list, warehouseId, page, limit]),
    ).toEqual([
      ['/v1/warehouses', undefined, undefined, undefined],
      ['/v1/productstocks/total', '4001', '1', '10'],
      ['/v1/productstocks/total', '4001', '2', '10'],
      ['/v1/productstocks/total', '4001', '3', '10'],
      ['/v1/productstocks/total', '4003', '1', '10'],
    ]);
    expect(sent.every(({ headers }) => headers.authorization === 'Bearer sesame')).toBe(true);
  });

  it('puts the base path before each', async () => {
    const answer = paged({ '/service/v1/warehouses': [] });
    const { stock, sent } = connectSkubana(answer, { ...PER_WAREHOUSE, basePath: '/service' });
    expect(await allOf(stock())).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});

it('leaves inactive products out, in any warehouse', async () => {
  const lists = {
    '/v1/warehouses': [EAST, WEST],
    '/v1.1/products': [product(1, { active: false }), product(2, { active: true }), product(3)],
    '/v1/inventory': [bin(1, 5), bin(2, 6), bin(3, 7)],
  };
  expect((await read(lists, {})).figures).toEqual([
    'East SKU-2 6',
    'East SKU-3 7',
    'West SKU-2 6',
    'West SKU-3 7',
  ]);
});

it('knows items by their listing on the sales channel, and lists those without', async () => {
  const listing = (listingId: number, productId: number, listingSku: string, more: object = {}) => ({
    listingId,
    productId,
    listingSku,
    salesChannelId: CHANNEL,
    active: true,
    ...more,
  });
  const lists = {
    '/v1/listings': [
      listing(12, 1, 'NEWER'),
      listing(11, 1, 'OLDER'),
      listing(13, 2, 'OTHER-CHANNEL', { salesChannelId: 9 }),
      listing(14, 3, 'ENDED', { active: false }),
    ],
    '/v1/inventory': [bin(1, 5), bin(2, 6), bin(3, 7)],
  };
  const options = { ...ALL_ACTIVE, itemSku: 'listing-sku' };
  const { figures, refused } = await read(lists, options);
  expect(figures).toEqual(['East OLDER 5']);
  const unreadable = await read({ ...lists, '/v1/inventory': [bin(1, 1.5)] }, options);
  expect(unreadable.refused).toMatchObject([{ sku: 'OLDER' }]);
  expect(refused).toEqual(
    ['SKU-2', 'SKU-3'].map((sku) => ({ sku, reason: 'it has no active listing on sales channel 4711' })),
  );
});

describe('fails', () => {
  it('where two active warehouses have one name', async () => {
    const { stock } = connectSkubana(
      paged({ '/v1/warehouses': [EAST, { ...WEST, name: 'East' }] }),
      ALL_ACTIVE,
    );
    expect(await failureOf(stock())).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('both called "East"'),
    });
  });

  it('where the page number is not obeyed', async () => {
    const { stock } = connectSkubana((sent) => {
      const { list } = askedOf(sent);
      return json(200, list === '/v1/warehouses' ? [EAST] : [total(1, 5)]);
    }, PER_WAREHOUSE);
    expect(await failureOf(stock())).toMatchObject({
      kind: 'malformed',
      message: expect.stringContaining('same page twice'),
    });
  });

  it.each([
    ['a warehouse without an id', { '/v1/warehouses': [{ name: 'East' }] }],
    ['no list', {}],
  ])('at %s', async (_, lists) => {
    const failure = await failureOf(connectSkubana(paged(lists), ALL_ACTIVE).stock());
    expect(['malformed', 'refused']).toContain(failure.kind);
  });

  it('at an object instead of a list, half-way', async () => {
    const { stock } = connectSkubana((sent) => {
      return askedOf(sent).list === '/v1/warehouses' ? json(200, [EAST]) : json(200, { message: 'busy' });
    }, ALL_ACTIVE);
    expect(await failureOf(stock())).toMatchObject({ kind: 'malformed' });
  });

  it('when it is asked to wait for long, and says how long', async () => {
    const header = { 'x-skubana-quota-retryAfter': '61000' };
    const { stock, sent } = connectSkubana(() => json(429, {}, header), ALL_ACTIVE);
    expect(await failureOf(stock())).toMatchObject({ kind: 'unavailable', retryAfterMs: 61_000 });
    expect(sent).toHaveLength(1);
  });
});

it('waits the milliseconds that a 429 names, and reads on', async () => {
  let throttled = false;
  const lists = paged({ '/v1/warehouses': [EAST], '/v1/inventory': [bin(1, 5)] });
  const { stock } = connectSkubana((sent) => {
    if (throttled || askedOf(sent).list !== '/v1/inventory') return lists(sent);
    throttled = true;
    return json(429, {}, { 'x-skubana-quota-retryAfter': '150' });
  }, ALL_ACTIVE);
  const startedAt = performance.now();
  expect(figuresOf(await allOf(stock()))).toEqual(['East SKU-1 5']);
  expect(performance.now() - startedAt).toBeGreaterThan(140);
});

it('keeps its pace: totals by one rate, all else by another', async () => {
  const lists = {
    '/v1/warehouses': [EAST],
    '/v1/productstocks/total': Array.from({ length: 25 }, (_, at) => total(at, at)),
    '/v1.1/products': Array.from({ length: 25 }, (_, at) => product(at)),
  };
  const options = { stockMode: 'per-warehouse', stockPageSize: 10, productsPageSize: 10 } as const;
  const { stock } = connectSkubana(paged(lists), { ...options, totalsPerSecond: 20, readsPerSecond: 10 });
  const startedAt = performance.now();
  await allOf(stock());
  // five reads 100 ms apart, then four totals 50 ms apart
  expect(performance.now() - startedAt).toBeGreaterThan(4 * 100 + 3 * 50 - 10);
});
