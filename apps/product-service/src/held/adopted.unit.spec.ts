import { fileNameOf } from '../apply/image-file.js';
import type { FoundProduct, FoundSku } from '../apply/joor-port.js';
import { aHeldProduct, aWantedImage, aWantedStyle } from '../testing/products.js';
import { adopted, type Before, type FoundStyle } from './adopted.js';

const WANTED = aWantedStyle('ST-1');
const product = (parts: Partial<FoundProduct> = {}): FoundProduct => ({
  ...{
    id: '7',
    externalId: 'ST-1',
    name: 'By hand',
    identifier: '',
    description: '',
    categoryIds: ['9'],
    tags: [],
  },
  images: [],
  ...parts,
});
const sku = (parts: Partial<FoundSku> = {}): FoundSku => ({
  ...{ id: 's1', productId: '7', externalId: 'ST-1-BLK-S', upc: '1', colorName: 'Noir', colorCode: 'BLK' },
  ...{ sizeName: 'S', sizeCode: 'S', active: true },
  ...parts,
});
const adopt = (found: Partial<FoundStyle>, before: Partial<Before> = {}) =>
  adopted(
    { product: product(), skus: [], prices: [], sheets: [], ...found },
    { held: null, wanted: WANTED, doubt: null, ...before },
  );

it('JOOR’s own word is what is held of the product', () => {
  expect(adopt({}, { held: aHeldProduct({ id: 'old', name: 'What we wrote' }) })).toMatchObject({
    id: '7',
    name: 'By hand',
    categoryIds: ['9'],
  });
});

describe('SKUs', () => {
  const externalIds = (...skus: FoundSku[]) => adopt({ skus }).skus.map(({ externalId }) => externalId);

  it('of another external id are ours by color and size', () => {
    expect(externalIds(sku({ externalId: 'x' }))).toEqual(['ST-1-BLK-S']);
    expect(externalIds(sku({ externalId: '' }))).toEqual(['ST-1-BLK-S']);
  });

  it('keep their own where the WMS has no such color and size, or another case of it', () => {
    expect(externalIds(sku({ externalId: 'x', sizeName: 's' }))).toEqual(['x']);
    expect(externalIds(sku({ externalId: 'x', colorCode: 'WHT' }))).toEqual(['x']);
  });

  it('are not taken twice', () => {
    expect(externalIds(sku(), sku({ id: 's2', externalId: 'x' }))).toEqual(['ST-1-BLK-S', 'x']);
  });
});

describe('line sheets', () => {
  const sheet = {
    id: 'c1',
    name: 'Spring 2027',
    seasonId: 's1',
    items: [{ productId: '7', orderNumber: 1, skuIds: ['s1'] }],
  };
  const ours = (before: Partial<Before>) => adopt({ sheets: [sheet] }, before).collections[0]?.ours;

  it('that we do not remember are somebody else’s', () => {
    expect(ours({})).toBe(false);
    expect(ours({ doubt: 'prices' })).toBe(false);
  });

  it('that we were just about to put the style on are ours', () => {
    expect(ours({ doubt: 'line-sheets' })).toBe(true);
    expect(ours({ doubt: 'line-sheets', wanted: aWantedStyle('ST-1', { lineSheets: [] }) })).toBe(false);
  });

  it('are whose they were before', () => {
    const held = (mine: boolean) =>
      aHeldProduct({
        collections: [{ id: 'c1', name: 'Spring 2027', seasonId: null, skuIds: [], ours: mine }],
      });
    expect([ours({ held: held(true) }), ours({ held: held(false), doubt: 'line-sheets' })]).toEqual([
      true,
      false,
    ]);
  });

  it('with every SKU of the style hold all that JOOR has', () => {
    const all = { ...sheet, items: [{ productId: '7', orderNumber: 1, skuIds: null }] };
    const held = adopt({
      sheets: [all],
      skus: [sku(), sku({ id: 's2', externalId: 'ST-1-BLK-M', sizeName: 'M' })],
    });
    expect(held.collections[0]?.skuIds).toEqual(['s1', 's2']);
  });
});

describe('images', () => {
  const [front] = WANTED.images;
  const image = (url: string, id = 'i1') => adopt({ product: product({ images: [{ id, url }] }) }).images[0];

  it('are ours by the name of the file, or the address that they were loaded from', () => {
    const name = fileNameOf('ST-1', front ?? aWantedImage());
    expect(image(`https://cdn.joor.example/5001/${name}?v=2`)).toEqual({ ...front, id: 'i1', ours: true });
    expect(image(front?.url ?? '')).toMatchObject({ ours: true });
  });

  it('of any other name were loaded by people', () => {
    expect(image('https://cdn.joor.example/5001/front.jpg')).toEqual({
      id: 'i1',
      url: '',
      colorCode: '',
      kind: 'image',
      order: 1,
      ours: false,
    });
  });

  it('of colors, which JOOR does not show, stay as they are known; those that it no longer shows are gone', () => {
    const swatch = { ...aWantedImage({ colorCode: 'BLK', kind: 'swatch' }), id: 'i5', ours: true };
    const gone = { ...aWantedImage(), id: 'i6', ours: true };
    expect(adopt({}, { held: aHeldProduct({ images: [swatch, gone] }) }).images).toEqual([swatch]);
  });
});
