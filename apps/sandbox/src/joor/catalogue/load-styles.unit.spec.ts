import { makeBrand } from '../../generator/brand.js';
import { DRESS, NOW } from '../../testing/v4-stage.js';
import { Catalogue } from './catalogue.js';
import { countDoubles } from './doubles.js';
import { loadStyles } from './load-styles.js';

describe('loadStyles', () => {
  it('makes every colour and size of a style, with UPC and price', () => {
    const catalogue = new Catalogue();
    expect(loadStyles(catalogue, [DRESS], NOW)).toBe(1);
    expect(catalogue.skus.all().map(({ externalId, size }) => [externalId, size.name])).toEqual([
      ['DRS-1-BLK-S', 'S'],
      ['DRS-1-BLK-M', 'M'],
      ['DRS-1-NVY-S', 'S'],
      ['DRS-1-NVY-M', 'M'],
    ]);
    expect(catalogue.prices.all()[0]).toMatchObject({
      priceTypeId: '22',
      wholesale: '50.00',
      retail: '110.90',
    });
    expect(catalogue.products.get('140001')).toMatchObject({ name: 'Alma Dress', modifiedAt: NOW });
  });

  it('shares sizes between the colours of a style', () => {
    const catalogue = new Catalogue();
    loadStyles(catalogue, [DRESS], NOW);
    expect(catalogue.sizesOf('140001')).toHaveLength(2);
  });

  it('leaves alone what is there', () => {
    const catalogue = new Catalogue();
    loadStyles(catalogue, [DRESS], NOW);
    expect(loadStyles(catalogue, [DRESS, { ...DRESS, number: 'DRS-2', id: 140_002 }], NOW)).toBe(1);
    expect(catalogue.products.size).toBe(2);
  });

  it('bears a style without id, price and UPC', () => {
    const catalogue = new Catalogue();
    const colors = [{ name: 'Red', code: 'RED', variants: [{ size: 'OS', upc: '' }] }];
    loadStyles(catalogue, [{ number: 'X', name: 'X', colors }], NOW);
    expect(catalogue.skus.all()).toMatchObject([{ identifiers: [] }]);
    expect(catalogue.prices.size).toBe(0);
    expect(catalogue.products.all()[0]?.id).toMatch(/^\d+$/);
  });

  it('loads a generated brand without a double, its UPCs each once', () => {
    const catalogue = new Catalogue();
    const { styles } = makeBrand('any');
    loadStyles(catalogue, styles, NOW);
    expect(catalogue.products.size).toBe(styles.length);
    expect(Object.values(countDoubles(catalogue)).map(({ doubled }) => doubled)).toEqual(Array(9).fill(0));
    const upc = styles[3]?.colors[1]?.variants[0]?.upc ?? '';
    expect(catalogue.withUpc(upc)).toHaveLength(1);
  });
});
