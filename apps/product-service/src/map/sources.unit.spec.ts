import { aDetail, aVariant, LISTS, settingsOf } from '../testing/details.js';
import { mapProduct } from './map-product.js';
import { SOURCE_NAMES, Sources } from './sources.js';

const FIELDS = {
  'custom.Season': 'Fall 2028',
  'custom.Line': 'Trade Show',
  'custom.Dept': 'Bags',
  'custom.Title': 'A better title',
  'custom.Wholesale': '55.5',
  'custom.Currency': 'gbp',
  'custom.Number': 'N-1',
};

function wanted(mapping: { to: string; from: string }[], parts = {}) {
  const settings = settingsOf({ 'products.mapping': mapping as never });
  const found = mapProduct(aDetail({ fields: FIELDS, ...parts }), settings, LISTS);
  if (found.kind !== 'wanted') throw new Error(JSON.stringify(found));
  return found.wanted;
}

describe('a mapping', () => {
  it('fills a field from a custom field, trimmed', () => {
    expect(wanted([{ to: 'styleName', from: 'custom.Title' }]).name).toBe('A better title');
    expect(wanted([{ to: 'styleNumber', from: 'custom.Number' }])).toMatchObject({
      style: 'ST-1',
      number: 'N-1',
      identifier: 'ST-1',
    });
  });

  it('takes the first source that is filled', () => {
    const name = [
      { to: 'styleName', from: 'custom.Nothing' },
      { to: 'styleName', from: 'productType' },
      { to: 'styleName', from: 'custom.Title' },
    ];
    expect(wanted(name).name).toBe('Coat');
  });

  it('takes all sources for line sheets and categories', () => {
    const found = wanted(
      [
        { to: 'lineSheet', from: 'lineSheet' },
        { to: 'lineSheet', from: 'custom.Line' },
        { to: 'category', from: 'category' },
        { to: 'category', from: 'custom.Dept' },
      ],
      { lineSheets: ['Main'] },
    );
    expect(found.lineSheets.map(({ name }) => name)).toEqual(['Main', 'Trade Show']);
    expect(found.categoryIds).toEqual(['1', '4']);
  });

  it('puts its source in the place of the usual one', () => {
    expect(
      wanted([
        { to: 'season', from: 'custom.Season' },
        { to: 'seasonYear', from: 'custom.None' },
      ]).lineSheets,
    ).toEqual([{ name: 'Fall 2028', season: { name: 'Fall', year: 2028 } }]);
  });

  it('fills prices and their currency', () => {
    const found = wanted([
      { to: 'wholesale', from: 'custom.Wholesale' },
      { to: 'currency', from: 'custom.Currency' },
    ]);
    expect(found.prices[0]).toEqual({
      sku: 'ST-1-BLK-S',
      priceTypeId: '25',
      wholesale: '55.50',
      retail: '100.00',
    });
  });

  it('fills prices of a WMS that has no price list', () => {
    const found = wanted(
      [
        { to: 'wholesale', from: 'custom.Wholesale' },
        { to: 'currency', from: 'custom.Currency' },
      ],
      { prices: [] },
    );
    expect(found.prices[0]).toMatchObject({ priceTypeId: '25', wholesale: '55.50', retail: null });
  });

  it("takes a variant's own field before that of its style", () => {
    const variants = [
      aVariant({ sku: 'A', upc: '', fields: { 'attribute.Barcode': '111' } }),
      aVariant({ sku: 'B', upc: '', sizeName: 'M' }),
    ];
    const found = wanted([{ to: 'upc', from: 'attribute.Barcode' }], {
      variants,
      fields: { 'attribute.Barcode': '222' },
    });
    expect(found.skus.map(({ upc }) => upc)).toEqual(['111', '222']);
  });

  it("takes a variant's SKU for its UPC where it is told to", () => {
    expect(wanted([{ to: 'upc', from: 'sku' }]).skus[0]?.upc).toBe('ST-1-BLK-S');
  });
});

describe('sources', () => {
  it('have the names that people use', () => {
    expect(SOURCE_NAMES).toEqual(
      expect.arrayContaining(['name', 'supplierCode', 'season', 'lineSheet', 'upc']),
    );
  });

  it.each(['constructor', '__proto__', 'toString'])('%s is no field of every style', (from) => {
    const sources = new Sources([{ to: 'styleName', from }]);
    expect(sources.first('styleName', aDetail(), 'usual')).toBe('');
  });
});
