import { changesOf, differencesOf, heldOf, type JoorLists, type WmsStyle, wantedOf } from './catalogue.js';

const style = (more: Partial<WmsStyle> = {}): WmsStyle => ({
  styleNumber: 'A',
  name: 'Coat',
  lineSheets: ['Spring'],
  images: [{}],
  prices: [{ wholesale: '20.00', retail: null }],
  variants: [{ upc: '1' }, { upc: '2' }],
  ...more,
});
const LISTS: JoorLists = {
  products: [{ id: '9', name: 'Coat', product_identifier: 'A' }],
  skus: [
    { id: 's1', product: { id: '9' }, identifiers: [{ type: 'upc', value: '1' }] },
    { id: 's2', product: { id: '9' }, identifiers: [{ type: 'upc', value: '2' }] },
  ],
  prices: [
    { sku_id: 's1', wholesale_value: '20.0', retail_value: null },
    { sku_id: 's2', wholesale_value: '20', retail_value: null },
  ],
  collections: [{ name: 'Spring', items: [{ product_id: '9' }] }],
  images: new Map([['9', 1]]),
};

test('what JOOR lists is what the WMS has, however it writes the amounts', () => {
  expect(differencesOf(wantedOf([style()]), heldOf(LISTS))).toEqual([]);
});

describe.each<[string, Partial<JoorLists>]>([
  ['a name', { products: [{ id: '9', name: 'Goat', product_identifier: 'A' }] }],
  ['a SKU that is missing', { skus: LISTS.skus.slice(1) }],
  ['a price that is missing', { prices: LISTS.prices.slice(1) }],
  [
    'a price',
    { prices: [...LISTS.prices.slice(1), { sku_id: 's1', wholesale_value: '21', retail_value: null }] },
  ],
  ['a line sheet', { collections: [] }],
  ['an image too many', { images: new Map([['9', 2]]) }],
  ['a style that is missing', { products: [] }],
])('%s', (_, more) => {
  it('is a difference', () => {
    expect(differencesOf(wantedOf([style()]), heldOf({ ...LISTS, ...more }))).toHaveLength(1);
  });
});

test('a retail price that the WMS no longer names stays', () => {
  const before = wantedOf([style({ prices: [{ wholesale: '20', retail: '44' }] })]);
  const now = wantedOf([style({ prices: [{ wholesale: '21', retail: null }] })], before);
  expect([...(now.get('A')?.prices ?? [])]).toEqual([
    ['1', { wholesale: '21.00', retail: '44.00' }],
    ['2', { wholesale: '21.00', retail: '44.00' }],
  ]);
});

test('changes are counted by style and by price', () => {
  const before = wantedOf([style(), style({ styleNumber: 'B' }), style({ styleNumber: 'C' })]);
  const now = wantedOf([
    style(),
    style({ styleNumber: 'B', name: 'Other' }),
    style({ styleNumber: 'C', prices: [{ wholesale: '21.00', retail: null }] }),
  ]);
  expect(changesOf(before, now)).toEqual({ styles: 2, prices: 2 });
});

test('many differences are counted', () => {
  const wanted = wantedOf(Array.from({ length: 25 }, (_, at) => style({ styleNumber: String(at) })));
  expect(differencesOf(wanted, new Map()).at(-1)).toBe('and 15 more');
});
