import { Malformed } from '../event/malformed.js';
import { HeldProduct } from '../product/held-product.js';
import { ProductDetail } from '../product/product-detail.js';
import { AT, least, over } from '../testing/least.js';
import { faults } from '../validation/faults.js';
import { productDetailed } from './product-detailed.js';
import { productHeld } from './product-held.js';

const PLACE = { connectionId: 'con_1', workspaceId: 'wsp_1', world: 'production' };
const price = { label: '', currency: 'EUR', wholesale: '40.00', retail: null };
const variant = {
  ...{ sku: 'LS-100-IVO-S', upc: '812345670011', colorName: 'Ivory', colorCode: 'IVO', sizeName: 'S' },
  ...{ sizeCode: 'S', active: true, prices: [price], fields: { 'custom.Fabric': 'linen' } },
};
const image = { url: 'https://img.example/ls-100.jpg', colorCode: '', kind: 'image' };
const shirt = {
  ...{ styleNumber: 'LS-100', name: 'Linen Shirt', description: 'A shirt.', productType: 'Shirts' },
  ...{ supplierCode: 'SUP-1', active: true, modifiedAt: AT, categories: ['Tops'], season: 'Spring' },
  ...{ seasonYear: 2027, lineSheets: ['Spring 27', 'Resort'], prices: [price], images: [image] },
  ...{ variants: [variant], fields: {} },
};

describe('a style of the WMS', () => {
  const good = { ...PLACE, revision: '12345678', observedAt: AT, listed: true, product: shirt };
  const decode = over(productDetailed.decode, good);
  const styled = (change: object) => decode({ product: { ...shirt, ...change } });
  const withVariant = (change: object) => styled({ variants: [{ ...variant, ...change }] });

  it('travels whole', () => expect(decode({})).toEqual(good));

  it('may have nothing but its number', () => {
    const bare = { ...(least(ProductDetail) as ProductDetail), styleNumber: 'LS-100', fields: {} };
    expect(faults(ProductDetail, { ...bare, modifiedAt: null, seasonYear: null })).toEqual([]);
  });

  it.each([
    ['no variants', () => styled({ variants: [] })],
    ['no season', () => styled({ season: '', seasonYear: null })],
    ['no prices', () => styled({ prices: [{ ...price, wholesale: null }] })],
    ['no currency', () => styled({ prices: [{ ...price, currency: '' }] })],
    ['a price of 0', () => styled({ prices: [{ ...price, wholesale: '0' }] })],
    ['no UPC', () => withVariant({ upc: '' })],
    ['a swatch', () => styled({ images: [{ ...image, kind: 'swatch', colorCode: 'IVO' }] })],
    [
      '2,000 variants',
      () => productDetailed.parse({ ...good, product: { ...shirt, variants: many(2_000) } }),
    ],
    ['no place in the list any more', () => decode({ listed: false })],
  ])('is taken with %s', (_, work) => expect(work).not.toThrow());

  const many = (count: number) => Array.from({ length: count }, () => variant);

  it.each([
    ['no number', () => styled({ styleNumber: '' })],
    ['a price that is a float', () => styled({ prices: [{ ...price, wholesale: 40.5 }] })],
    ['a price in words', () => styled({ prices: [{ ...price, wholesale: '40 €' }] })],
    ['a currency in words', () => styled({ prices: [{ ...price, currency: 'Euro' }] })],
    ['an image of no address', () => styled({ images: [{ ...image, url: '' }] })],
    ['a film', () => styled({ images: [{ ...image, kind: 'film' }] })],
    ['a season of the year 27', () => styled({ seasonYear: 27 })],
    ['a time without a zone', () => styled({ modifiedAt: '2026-01-01 00:00:00' })],
    ['a variant of no SKU', () => withVariant({ sku: '' })],
    ['a number in a free field', () => withVariant({ fields: { 'custom.Fabric': 7 } })],
    [
      '2,001 variants',
      () => productDetailed.parse({ ...good, product: { ...shirt, variants: many(2_001) } }),
    ],
    ['a revision that is too short to be a hash', () => decode({ revision: '1' })],
    ['a third world', () => decode({ world: 'demo' })],
    ['no word on whether it is listed', () => decode({ listed: undefined })],
  ])('is refused with %s', (_, work) => expect(work).toThrow(Malformed));
});

describe('a style as JOOR holds it', () => {
  const sku = {
    ...{ id: 'S1', externalId: 'LS-100-IVO-S', upc: '812345670011', colorName: 'Ivory', colorCode: 'IVO' },
    ...{ sizeName: 'S', sizeCode: 'S', active: true },
  };
  const held = {
    ...{ id: 'P1', externalId: 'LS-100', name: 'Linen Shirt', identifier: 'LS-100', description: '' },
    ...{ categoryIds: ['C1'], tags: [{ group: 'Product', name: 'Product Type', value: 'Shirts', code: '' }] },
    skus: [sku],
    prices: [{ id: 'X1', skuId: 'S1', priceTypeId: '22', wholesale: '40.00', retail: null }],
    collections: [{ id: 'L1', name: 'Spring 27', seasonId: null, skuIds: ['S1'], ours: true }],
    images: [{ id: 'A1', url: '', colorCode: '', kind: 'image', order: 1, ours: false }],
  };
  const good = { ...PLACE, styleNumber: 'LS-100', revision: '12345678', held, at: AT };
  const decode = over(productHeld.decode, good);
  const holding = (change: object) => decode({ held: { ...held, ...change } });

  it('travels whole', () => expect(decode({})).toEqual(good));

  it('may be there in part, or with nothing but its id', () => {
    expect(decode({ revision: null })).toMatchObject({ revision: null });
    expect(faults(HeldProduct, { ...(least(HeldProduct) as HeldProduct), id: 'P1' })).toEqual([]);
  });

  it.each([
    ['no id', () => holding({ id: '' })],
    ['an id that is a number', () => holding({ id: 7 })],
    ['a SKU of no id', () => holding({ skus: [{ ...sku, id: '' }] })],
    ['a price that is a float', () => holding({ prices: [{ ...held.prices[0], wholesale: 40 }] })],
    ['a price of no price type', () => holding({ prices: [{ ...held.prices[0], priceTypeId: '' }] })],
    ['a line sheet of nobody', () => holding({ collections: [{ ...held.collections[0], ours: undefined }] })],
    ['an image before the first', () => holding({ images: [{ ...held.images[0], order: -1 }] })],
    ['no style number', () => decode({ styleNumber: '' })],
    ['no revision, and not null either', () => decode({ revision: undefined })],
  ])('is refused with %s', (_, work) => expect(work).toThrow(Malformed));
});
