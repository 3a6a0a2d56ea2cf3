import type { Link } from '../../connector.js';
import { allOf, failureOf } from '../../testing/pulled.js';
import { json, type Sent } from '../../testing/scripted-dispatcher.js';
import { askedOf, CHANNEL, connectSkubana, paged } from '../../testing/scripted-skubana.js';

const group = (name: string, ...values: string[]) => ({
  attributeGroupId: 1,
  name,
  attributes: values.map((value, at) => ({ attributeId: at, name: value })),
});
const money = (amount: unknown, currency = 'USD') => ({ amount, currency });
const product = (productId: number, more: object = {}) => ({
  productId,
  masterSku: `SKU-${productId}`,
  name: `Product ${productId}`,
  active: true,
  parentId: null,
  ...more,
});
const variant = (productId: number, parentId: number, color: string, size: string, more: object = {}) =>
  product(productId, {
    parentId,
    upc: `00${productId}`,
    attributeGroups: [group('Color', color), group('Size', size)],
    ...more,
  });
const DRESS = product(8000, { masterSku: 'DRS-101', name: 'Alma Dress' });
const FAMILY = [variant(8002, 8000, 'Black', 'M'), DRESS, variant(8001, 8000, 'Black', 'S')];

type Lists = Parameters<typeof paged>[0];
const read = async (lists: Lists, options: Link['options'] = {}, changedSince: Date | null = null) => {
  const { products, sent } = connectSkubana(paged({ '/v1/vendorproducts': [], ...lists }), options);
  const pages = await allOf(products(changedSince));
  return {
    sent: sent.map(askedOf),
    styles: pages.flatMap((page) => page.products),
    refused: pages.flatMap((page) => page.refused),
  };
};

it('puts variants together under their main item, whatever the order in which they come', async () => {
  const { styles, refused } = await read({ '/v1.1/products': FAMILY });
  expect(refused).toEqual([]);
  expect(styles).toMatchObject([
    {
      styleNumber: 'DRS-101',
      name: 'Alma Dress',
      variants: [
        {
          sku: 'SKU-8001',
          upc: '008001',
          colorName: 'Black',
          colorCode: 'Black',
          sizeName: 'S',
          sizeCode: 'S',
        },
        { sku: 'SKU-8002', upc: '008002', colorName: 'Black', sizeName: 'M' },
      ],
    },
  ]);
});

it('takes a product that has neither parent nor children for a style with one variant', async () => {
  const scarf = product(7, { upc: '0123', mapPrice: money(52), attributeGroups: [group('Colour', 'Clay')] });
  const { styles } = await read({ '/v1.1/products': [scarf] });
  expect(styles).toMatchObject([
    {
      styleNumber: 'SKU-7',
      prices: [{ retail: '52' }],
      variants: [{ sku: 'SKU-7', upc: '0123', colorName: 'Clay', prices: [] }],
    },
  ]);
});

it('reads everything that Skubana says of a style', async () => {
  const main = product(8000, {
    masterSku: 'DRS-101',
    description: 'Silk.',
    type: 'CORE_PRODUCT',
    brand: 'Maren Falk',
    active: false,
    modifiedDate: '2026-10-01T00:00:00Z',
    categories: ['Dresses', null, 'New'].filter(Boolean),
    mapPrice: money(98.1),
    vendorCost: money(21.4, 'EUR'),
    imageUrls: [
      { id: 2, url: 'https://images.example/b.jpg', rank: 2 },
      { id: 1, url: 'https://images.example/a.jpg', rank: 1 },
      { id: 3, url: 'https://images.example/c.jpg' },
    ],
    customFieldValues: [
      { customFieldDef: { customFieldDefId: 'f1', name: 'Season' }, value: 'Spring' },
      { customFieldDef: { customFieldDefId: 'f2' }, value: 2027 },
      { customFieldDef: { name: 'Tags' }, value: ['Silk', 'New'] },
      { customFieldDef: { name: 'Empty' }, value: null },
    ],
    attributeGroups: [group('Fabric', 'Silk', 'Linen')],
  });
  const child = variant(8001, 8000, 'Black', 'S', {
    mapPrice: money(99),
    modifiedDate: '2026-10-02T12:00:00+02:00',
    imageUrls: [
      { id: 1, url: 'https://images.example/a.jpg', rank: 1 },
      { id: 4, url: 'https://images.example/black.jpg', rank: 2 },
    ],
  });
  const { styles } = await read({ '/v1.1/products': [main, child] });
  expect(styles).toMatchObject([
    {
      description: 'Silk.',
      productType: 'CORE_PRODUCT',
      active: false,
      modifiedAt: '2026-10-02T10:00:00.000Z',
      categories: ['Dresses', 'New'],
      prices: [{ label: '', currency: 'USD', wholesale: null, retail: '98.1' }],
      images: [
        { url: 'https://images.example/a.jpg', colorCode: '' },
        { url: 'https://images.example/b.jpg', colorCode: '' },
        { url: 'https://images.example/c.jpg', colorCode: '' },
        { url: 'https://images.example/black.jpg', colorCode: 'Black' },
      ],
      fields: {
        brand: 'Maren Falk',
        mapPrice: '98.1',
        vendorCost: '21.4',
        'vendorCost.currency': 'EUR',
        'attribute.Fabric': 'Silk, Linen',
        'custom.Season': 'Spring',
        'custom.f2': '2027',
        'custom.Tags': 'Silk, New',
      },
      variants: [{ prices: [{ retail: '99' }], fields: { 'attribute.Color': 'Black' } }],
    },
  ]);
  expect(Object.keys(styles[0]?.fields ?? {})).not.toContain('custom.Empty');
});

it('takes the MAP price and the attribute groups for what the options say', async () => {
  const groups = [group('Farbe', 'Schwarz'), group('Grösse', '36'), group('Color', 'no')];
  const lists = { '/v1.1/products': [product(7, { mapPrice: money(52), attributeGroups: groups })] };
  const options = { mapPrice: 'wholesale', colorAttribute: 'Shade, farbe', sizeAttribute: 'Grösse' };
  expect((await read(lists, options)).styles).toMatchObject([
    { prices: [{ wholesale: '52', retail: null }], variants: [{ colorName: 'Schwarz', sizeName: '36' }] },
  ]);
});

it("names the default vendor's SKU as the supplier's code", async () => {
  const vendor = (productId: number, vendorSku: string, more: object = {}) => ({
    vendorProductId: `${productId}${vendorSku}`,
    product: { productId },
    vendorSku,
    active: true,
    ...more,
  });
  const codeOf = async (...rows: unknown[]) =>
    (await read({ '/v1.1/products': FAMILY, '/v1/vendorproducts': rows })).styles[0]?.supplierCode;
  expect(
    await codeOf(vendor(8000, 'A'), vendor(8000, 'B', { defaultProduct: true }), vendor(8000, 'C')),
  ).toBe('B');
  expect(await codeOf(vendor(8001, 'V'), vendor(8001, 'W'))).toBe('V');
  expect(await codeOf(vendor(8000, 'OLD', { active: false }))).toBe('');
});

describe('since a moment', () => {
  const SINCE = new Date('2026-11-27T09:00:00.900Z');
  const lists = (changed: readonly unknown[], all: readonly unknown[]) => (sent: Sent) => {
    const asked = askedOf(sent);
    const rows = asked.list !== '/v1.1/products' ? [] : asked.modifiedDateFrom ? changed : all;
    return json(200, asked.page === '1' ? rows : []);
  };

  it('gives the whole family of a variant that changed, and no other', async () => {
    const changed = [variant(8001, 8000, 'Black', 'S')];
    const { products, sent } = connectSkubana(lists(changed, [...FAMILY, product(7)]));
    const pages = await allOf(products(SINCE));
    expect(pages.flatMap((page) => page.products)).toMatchObject([
      { styleNumber: 'DRS-101', variants: [{ sku: 'SKU-8001' }, { sku: 'SKU-8002' }] },
    ]);
    expect(askedOf(sent[0] as Sent)).toMatchObject({ modifiedDateFrom: '2026-11-27T09:00:00Z' });
  });

  it('gives the family of a main item that changed, with its unchanged variants', async () => {
    const pages = await allOf(connectSkubana(lists([DRESS], FAMILY)).products(SINCE));
    expect(pages.flatMap((page) => page.products)[0]?.variants).toHaveLength(2);
  });

  it('reads nothing more when nothing changed', async () => {
    const { products, sent } = connectSkubana(lists([], FAMILY));
    expect(await allOf(products(SINCE))).toEqual([]);
    expect(sent).toHaveLength(1);
  });
});

it('names variants by their listing where it is told so, and refuses the style of one that has none', async () => {
  const listing = { listingId: 1, productId: 7, listingSku: 'JOOR-7', salesChannelId: CHANNEL, active: true };
  const lists = { '/v1.1/products': [product(7), product(9)], '/v1/listings': [listing] };
  const { styles, refused } = await read(lists, { itemSku: 'listing-sku' });
  expect(styles).toMatchObject([{ styleNumber: 'SKU-7', variants: [{ sku: 'JOOR-7' }] }]);
  expect(refused).toEqual([
    { styleNumber: 'SKU-9', reason: 'its variant SKU-9: it has no active listing on sales channel 4711' },
  ]);
});

it.each<[string, readonly unknown[], object]>([
  ['no id', [{ masterSku: 'X' }], { styleNumber: 'X', reason: 'a product has no productId' }],
  ['no object', [null], { styleNumber: '', reason: 'a product has no productId' }],
  ['no SKU', [product(7, { masterSku: null })], { reason: 'product (no SKU): masterSku is missing' }],
  [
    'an odd price',
    [product(7, { mapPrice: money('free') })],
    { reason: expect.stringContaining('mapPrice.amount') },
  ],
  [
    'no main item',
    [variant(8001, 8000, 'Black', 'S')],
    { styleNumber: 'SKU-8001', reason: expect.stringContaining('main item (product 8000)') },
  ],
  [
    'a variant that cannot be read',
    [...FAMILY, variant(8003, 8000, 'Black', 'L', { upc: 12 })],
    { styleNumber: 'DRS-101', reason: expect.stringContaining('product SKU-8003: upc must be text') },
  ],
  [
    'an endless text',
    [product(7, { description: 'x'.repeat(20_001) })],
    { reason: expect.stringContaining('description') },
  ],
])('refuses a style with %s, and goes on', async (_, rows, refusal) => {
  const { styles, refused } = await read({ '/v1.1/products': [...rows, product(99)] });
  expect(refused).toMatchObject([refusal]);
  expect(styles.map(({ styleNumber }) => styleNumber)).toEqual(['SKU-99']);
});

it('takes the later of two readings of one product: pages move while they are read', async () => {
  const first = Array.from({ length: 10 }, (_, at) => product(at + 1));
  const lists = { '/v1.1/products': [...first, product(1, { name: 'Renamed' })] };
  const { styles } = await read(lists, { productsPageSize: 10 });
  expect(styles).toHaveLength(10);
  expect(styles.find(({ styleNumber }) => styleNumber === 'SKU-1')?.name).toBe('Renamed');
});

it('gives the same style for the same products in another order', async () => {
  const forwards = await read({ '/v1.1/products': FAMILY });
  const backwards = await read({ '/v1.1/products': [...FAMILY].reverse() });
  expect(backwards.styles).toEqual(forwards.styles);
});

it('gives pages of a hundred styles', async () => {
  const many = Array.from({ length: 250 }, (_, at) => product(at + 1));
  const { products } = connectSkubana(paged({ '/v1.1/products': many, '/v1/vendorproducts': [] }));
  expect((await allOf(products(null))).map((page) => page.products.length)).toEqual([100, 100, 50]);
});

it('gives nothing at all when the list breaks off', async () => {
  const { products } = connectSkubana((sent) => {
    const { list, page } = askedOf(sent);
    if (list !== '/v1.1/products') return json(200, []);
    return page === '1' ? json(200, FAMILY) : json(401, { message: 'you sent sesame' });
  });
  const failure = await failureOf(products(null));
  expect(failure).toMatchObject({ kind: 'unauthorized', message: expect.stringContaining('you sent ***') });
});
