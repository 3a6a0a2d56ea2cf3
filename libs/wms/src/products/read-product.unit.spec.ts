import { ProductDetail } from '@joor-bridge/contracts';
import { Value } from '@sinclair/typebox/value';
import fc from 'fast-check';
import { productRowsIn, readProductDelivery } from './product-delivery.js';
import { isRefusedProduct, readProduct } from './read-product.js';

const product = (part: object = {}) => readProduct({ styleNumber: 'DRS-101', ...part });

it('fills in what a style does not say', () => {
  expect(product({ variants: [{ sku: 'DRS-101-S' }] })).toEqual({
    styleNumber: 'DRS-101',
    name: '',
    description: '',
    productType: '',
    supplierCode: '',
    active: true,
    modifiedAt: null,
    categories: [],
    season: '',
    seasonYear: null,
    lineSheets: [],
    prices: [],
    images: [],
    variants: [
      {
        sku: 'DRS-101-S',
        upc: '',
        colorName: '',
        colorCode: '',
        sizeName: '',
        sizeCode: '',
        active: true,
        prices: [],
        fields: {},
      },
    ],
    fields: {},
  });
});

it('reads what it says', () => {
  const said = {
    name: ' Alma Dress ',
    active: false,
    modifiedAt: '2026-11-27T11:00:00+01:00',
    categories: ['Dresses', ' ', 'Dresses'],
    season: 'Spring',
    seasonYear: '2027',
    lineSheets: ['Spring 2027 Delivery 1'],
    prices: [{ label: 'Wholesale EU', currency: 'eur', wholesale: 98, retail: '215.60' }],
    images: [
      { url: 'https://images.example/a.jpg', colorCode: 'BLK' },
      { url: 'x', kind: 'swatch' },
    ],
    variants: [{ sku: 'S', sizeName: 34, prices: [{ wholesale: 21.4 }], fields: { Fit: 'Slim' } }],
    fields: { 'custom.Season': 'S27', Units: 6, Organic: true, Empty: null },
  };
  expect(product(said)).toMatchObject({
    name: 'Alma Dress',
    active: false,
    modifiedAt: '2026-11-27T10:00:00.000Z',
    categories: ['Dresses'],
    seasonYear: 2027,
    prices: [{ label: 'Wholesale EU', currency: 'EUR', wholesale: '98', retail: '215.60' }],
    images: [
      { url: 'https://images.example/a.jpg', colorCode: 'BLK', kind: 'image' },
      { url: 'x', colorCode: '', kind: 'swatch' },
    ],
    variants: [
      {
        sizeName: '34',
        prices: [{ label: '', currency: '', wholesale: '21.4', retail: null }],
        fields: { Fit: 'Slim' },
      },
    ],
    fields: { 'custom.Season': 'S27', Units: '6', Organic: 'true' },
  });
});

it.each<[object, string]>([
  [{ styleNumber: ' ' }, 'styleNumber is missing'],
  [{ styleNumber: 'x'.repeat(201) }, 'styleNumber must not be longer than 200 characters'],
  [{ name: ['x'] }, 'name must be text'],
  [{ description: 'a\u0000' }, 'description holds characters that are no text'],
  [{ active: 'yes' }, 'active must be true or false'],
  [{ modifiedAt: 'yesterday' }, 'modifiedAt must be an instant with its zone, as in 2026-01-31T09:30:00Z'],
  [{ categories: 'Dresses' }, 'categories must be a list'],
  [{ categories: [{}] }, 'an entry of categories must be text'],
  [{ seasonYear: 'next' }, 'seasonYear must be a year'],
  [{ seasonYear: 1.5 }, 'seasonYear must be a year'],
  [{ seasonYear: 20270 }, expect.stringContaining('seasonYear')],
  [{ prices: [{ wholesale: '12,50' }] }, expect.stringContaining('wholesale must be a decimal number')],
  [{ prices: [{ retail: 1e21 }] }, expect.stringContaining('retail must be a decimal number')],
  [{ prices: [{ currency: 'Euro' }] }, 'currency must not be longer than 3 characters'],
  [{ prices: [7] }, 'prices must be a list of objects'],
  [{ images: [{ colorCode: 'BLK' }] }, 'url is missing'],
  [{ images: [{ url: 'x', kind: 'film' }] }, 'kind of an image must be image or swatch'],
  [{ variants: [{ upc: '1' }] }, 'sku is missing'],
  [{ variants: [{ sku: 'S', upc: 1 }] }, expect.stringContaining('upc must be text')],
  [
    { variants: Array.from({ length: 2_001 }, (_, at) => ({ sku: at })) },
    expect.stringContaining('variants'),
  ],
  [{ fields: ['x'] }, 'fields must be an object of texts'],
  [{ fields: { a: {} } }, 'fields.a must be text'],
])('refuses %j', (part, reason) => {
  expect(product(part)).toMatchObject({ reason });
});

it.each([null, 7, 'style', []])('refuses %j, which is no style', (raw) => {
  expect(readProduct(raw)).toEqual({ styleNumber: '', reason: 'a product must be a JSON object' });
});

it('never throws, and what it takes is a product detail', () => {
  const some = <T>(good: fc.Arbitrary<T>) => fc.oneof(good, fc.anything());
  const styles = fc.record(
    {
      styleNumber: some(fc.string()),
      prices: some(fc.array(fc.record({ wholesale: some(fc.double()), currency: some(fc.string()) }))),
      variants: some(
        fc.array(
          fc.record({ sku: some(fc.string()), fields: some(fc.dictionary(fc.string(), fc.string())) }),
        ),
      ),
      fields: some(fc.dictionary(fc.string(), fc.anything())),
      seasonYear: some(fc.integer()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(styles, fc.anything()), (raw) => {
      const read = readProduct(raw);
      return isRefusedProduct(read) ? read.reason !== '' : Value.Check(ProductDetail, read);
    }),
  );
});

describe('a delivery', () => {
  const style = (styleNumber: string, name = '') => ({ styleNumber, name });

  it('takes equal styles once and refuses both of two that differ, whatever else is in it', () => {
    const { answers, products, refused } = readProductDelivery([
      style('A'),
      style('B', 'one'),
      style('A'),
      style('B', 'two'),
      {},
    ]);
    expect(products.map(({ styleNumber }) => styleNumber)).toEqual(['A']);
    expect(answers.map(isRefusedProduct)).toEqual([false, true, false, true, true]);
    expect(refused).toMatchObject([
      { styleNumber: 'B', reason: expect.stringContaining('came twice') },
      { styleNumber: 'B' },
      { styleNumber: '', reason: 'styleNumber is missing' },
    ]);
  });

  it.each<[unknown, unknown]>([
    [{ products: [1] }, [1]],
    [[1], [1]],
    [{}, null],
    [null, null],
  ])('finds in %j the styles %j', (body, rows) => {
    expect(productRowsIn(body)).toEqual(rows);
  });
});
