import { DRESS, v4Stage } from '../../testing/v4-stage.js';
import { labelOf, skuId } from './catalogue.js';

const stage = () => v4Stage().catalogue;

describe('skuId', () => {
  it('is what JOOR documents: base64 of 0|colour|size', () => {
    expect(skuId(5517095, 18230862)).toBe('MHw1NTE3MDk1fDE4MjMwODYy');
  });
});

describe('Catalogue', () => {
  it('finds SKUs by UPC', () => {
    const catalogue = stage();
    expect(catalogue.withUpc('600000000003')).toMatchObject([{ externalId: 'DRS-1-NVY-S' }]);
    expect(catalogue.withUpc('1')).toEqual([]);
  });

  it('follows a change of UPC', () => {
    const catalogue = stage();
    const [sku] = catalogue.withUpc('600000000003');
    if (sku) catalogue.changeSku(sku, { identifiers: [{ type: 'upc', value: '7' }] });
    expect(catalogue.withUpc('600000000003')).toEqual([]);
    expect(catalogue.withUpc('7')).toEqual([sku]);
  });

  it('finds a style by number and identifier, and by number alone', () => {
    const catalogue = stage();
    const product = catalogue.products.get(String(DRESS.id));
    expect(catalogue.style('DRS-1', 'DRS-1')).toBe(product);
    expect(catalogue.style('DRS-1', '')).toBe(product);
    expect(catalogue.style('DRS-1', 'other')).toBeUndefined();
    expect(catalogue.style('other', '')).toBeUndefined();
  });

  it('takes the product identifier for the number and the external id for the identifier', () => {
    const catalogue = stage();
    const product = catalogue.products.get(String(DRESS.id));
    if (product) catalogue.changeProduct(product, { externalId: 'ext', identifier: 'num' });
    expect(catalogue.style('num', 'ext')).toBe(product);
    expect(catalogue.style('DRS-1', 'DRS-1')).toBeUndefined();
  });

  it('lists colours and sizes of a product once each', () => {
    const catalogue = stage();
    expect(catalogue.colorsOf(String(DRESS.id)).map(({ code }) => code)).toEqual(['BLK', 'NVY']);
    expect(catalogue.sizesOf(String(DRESS.id)).map(({ name }) => name)).toEqual(['S', 'M']);
    expect(catalogue.colorsOf('none')).toEqual([]);
  });

  it('knows pictures by file name until they are removed', () => {
    const catalogue = stage();
    const image = catalogue.addImage({
      id: '1',
      externalId: null,
      productId: String(DRESS.id),
      colorCode: null,
      type: 'image',
      filename: 'a.jpg',
      sourceUrl: 'https://x.example/a.jpg',
      displayOrder: 0,
      byHand: false,
    });
    expect(catalogue.imagesNamed('a.jpg')).toEqual([image]);
    catalogue.removeImage(image);
    expect(catalogue.imagesNamed('a.jpg')).toEqual([]);
    expect(catalogue.images.size).toBe(0);
  });

  it('never gives an id twice, not even after it was emptied', () => {
    const catalogue = stage();
    const before = catalogue.newNumber();
    catalogue.clear();
    expect(catalogue.newNumber()).toBe(before + 1);
    expect(catalogue.withUpc('600000000003')).toEqual([]);
    expect(catalogue.style('DRS-1', '')).toBeUndefined();
    expect(catalogue.priceTypes).not.toEqual([]);
  });

  it('calls a SKU by its UPC, else by style, colour and size', () => {
    const catalogue = stage();
    const sku = catalogue.skus.find('DRS-1-NVY-S');
    if (!sku) throw new Error('no such SKU');
    expect(labelOf(catalogue, sku)).toBe('600000000003');
    catalogue.changeSku(sku, { identifiers: [] });
    expect(labelOf(catalogue, sku)).toBe('DRS-1-NVY-S');
  });
});
