import {
  aHeldProduct,
  aProductStep,
  aWantedImage,
  aWantedPrice,
  aWantedSku,
  US_DOLLAR,
} from '../testing/products.js';
import {
  skuIds,
  withImages,
  withLineSheet,
  withoutLineSheet,
  withPrices,
  withProduct,
  withSkus,
  withStatus,
} from './acknowledged.js';

const S = { id: 'sku-s', value: aWantedSku({ externalId: 'S-1' }) };
const M = { id: 'sku-m', value: aWantedSku({ externalId: 'M-1', sizeName: 'M', sizeCode: 'M' }) };
const withTwoSkus = () => withSkus(aHeldProduct(), [S, M]);

describe('the product', () => {
  it('is known by its id, with nothing else in JOOR yet', () => {
    const step = aProductStep({ tags: [{ group: 'a', name: 'b', value: 'c', code: 'd' }] });
    expect(withProduct(null, step, '7')).toEqual(
      aHeldProduct({ id: '7', tags: [{ group: 'a', name: 'b', value: 'c', code: 'd' }] }),
    );
  });

  it('keeps what belongs to it when its own record changes', () => {
    const before = withTwoSkus();
    const after = withProduct(before, aProductStep({ id: before.id, name: 'Renamed' }), before.id);
    expect(after).toEqual({ ...before, name: 'Renamed' });
  });
});

describe('SKUs', () => {
  it('are active when they were made', () => {
    expect(withTwoSkus().skus).toEqual([
      { ...S.value, id: 'sku-s', active: true },
      { ...M.value, id: 'sku-m', active: true },
    ]);
  });

  it('change in place and stay as active as they were', () => {
    const before = withStatus(withTwoSkus(), [{ ...S.value, id: 'sku-s', active: true, makeActive: false }]);
    const after = withSkus(before, [{ id: 'sku-s', value: { ...S.value, upc: '999' } }]);
    expect(after.skus.map(({ id, upc, active }) => [id, upc, active])).toEqual([
      ['sku-s', '999', false],
      ['sku-m', M.value.upc, true],
    ]);
  });

  it('are found by the SKU of the WMS', () => {
    expect(skuIds(withTwoSkus())).toEqual(
      new Map([
        ['S-1', 'sku-s'],
        ['M-1', 'sku-m'],
      ]),
    );
  });
});

describe('prices', () => {
  it('belong to the SKU under its id in JOOR', () => {
    const held = withPrices(withTwoSkus(), [{ id: 'p1', value: aWantedPrice({ sku: 'M-1' }) }]);
    expect(held.prices).toEqual([
      { id: 'p1', skuId: 'sku-m', priceTypeId: US_DOLLAR, wholesale: '40.00', retail: '100.00' },
    ]);
  });

  it('change in place', () => {
    const before = withPrices(withTwoSkus(), [{ id: 'p1', value: aWantedPrice({ sku: 'M-1' }) }]);
    const after = withPrices(before, [
      { id: 'p1', value: aWantedPrice({ sku: 'M-1', wholesale: '41.50', retail: null }) },
    ]);
    expect(after.prices).toMatchObject([{ id: 'p1', wholesale: '41.50', retail: null }]);
  });

  it('of a SKU that is not known to be there are not taken for held', () => {
    expect(withPrices(aHeldProduct(), [{ id: 'p1', value: aWantedPrice() }]).prices).toEqual([]);
  });
});

describe('line sheets', () => {
  const sheet = { id: 'c1', seasonId: 's1' };

  it('hold the style with its SKUs, by us', () => {
    const held = withLineSheet(withTwoSkus(), { name: 'Spring', skus: ['M-1', 'S-1', 'gone'] }, sheet);
    expect(held.collections).toEqual([
      { id: 'c1', name: 'Spring', seasonId: 's1', skuIds: ['sku-m', 'sku-s'], ours: true },
    ]);
  });

  it('that somebody put the style on stay theirs, whatever we add', () => {
    const theirs = { id: 'c1', name: 'Spring', seasonId: null, skuIds: ['sku-s'], ours: false };
    const before = { ...withTwoSkus(), collections: [theirs] };
    const after = withLineSheet(before, { name: 'Spring', skus: ['S-1', 'M-1'] }, sheet);
    expect(after.collections).toEqual([{ ...theirs, seasonId: 's1', skuIds: ['sku-s', 'sku-m'] }]);
  });

  it('can be left', () => {
    const before = withLineSheet(withTwoSkus(), { name: 'Spring', skus: ['S-1'] }, sheet);
    expect(withoutLineSheet(before, 'c1').collections).toEqual([]);
    expect(withoutLineSheet(before, 'c2').collections).toHaveLength(1);
  });
});

describe('images', () => {
  const front = { id: 'i1', value: aWantedImage() };
  const theirs = { id: 'i9', url: '', colorCode: '', kind: 'image', order: 1, ours: false } as const;

  it('come to those that people loaded', () => {
    const held = withImages(aHeldProduct({ images: [theirs] }), [front], false);
    expect(held.images).toEqual([theirs, { ...front.value, id: 'i1', ours: true }]);
  });

  it('take the place of all others where they replace them', () => {
    const held = withImages(aHeldProduct({ images: [theirs] }), [front], true);
    expect(held.images).toEqual([{ ...front.value, id: 'i1', ours: true }]);
  });

  it('without an id are told apart by address, colour and kind', () => {
    const written = [
      { id: '', value: aWantedImage() },
      { id: '', value: aWantedImage({ colorCode: 'BLK' }) },
      { id: '', value: aWantedImage({ kind: 'swatch' }) },
    ];
    const once = withImages(aHeldProduct(), written, false);
    expect(once.images).toHaveLength(3);
    expect(withImages(once, written, false)).toEqual(once);
  });
});

describe('status', () => {
  it('changes for the SKUs that are named', () => {
    const held = withStatus(withTwoSkus(), [{ ...M.value, id: 'sku-m', active: true, makeActive: false }]);
    expect(held.skus.map(({ id, active }) => [id, active])).toEqual([
      ['sku-s', true],
      ['sku-m', false],
    ]);
  });
});
