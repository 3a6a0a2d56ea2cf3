import { DRESS, NOW } from '../../testing/v4-stage.js';
import { Catalogue } from './catalogue.js';
import { loadStyles } from './load-styles.js';
import { shownStyles } from './shown-styles.js';

function catalogueOf(...numbers: string[]): Catalogue {
  const catalogue = new Catalogue();
  const seeds = numbers.map((number, at) => ({ ...DRESS, number, id: 140_001 + at }));
  loadStyles(catalogue, seeds, NOW);
  return catalogue;
}

describe('shownStyles', () => {
  it('shows styles by number, with SKUs and prices', () => {
    const styles = shownStyles(catalogueOf('DRS-2', 'DRS-1'));
    expect(styles.map(({ number }) => number)).toEqual(['DRS-1', 'DRS-2']);
    expect(styles[0]).toMatchObject({ name: 'Alma Dress', lineSheets: [], images: [] });
    expect(styles[0]?.skus).toHaveLength(4);
    expect(styles[0]?.skus[0]).toMatchObject({ active: true, prices: ['USD 50.00 110.90'] });
  });

  it('shows line sheets, images, categories and tags by what a person calls them', () => {
    const catalogue = catalogueOf('DRS-1');
    const product = catalogue.products.all()[0];
    if (!product) throw new Error('the style is missing');
    catalogue.changeProduct(product, {
      categoryIds: ['1'],
      tags: [{ id: null, name: 'Product Type', value: 'Dress', code: 'Dress', parent_id: null }],
    });
    catalogue.seasons.add({ id: '8', externalId: null, name: 'Spring', year: 2027 });
    const entry = { productId: product.id, orderNumber: 1, skuIds: null, byHand: false };
    const sheet = { externalId: null, delivery: null };
    catalogue.collections.add({ ...sheet, id: '9', name: 'SP', seasonId: '8', entries: [entry, entry] });
    catalogue.collections.add({ ...sheet, id: '10', name: 'All', seasonId: null, entries: [entry] });
    const image = {
      externalId: null,
      productId: product.id,
      filename: 'a.jpg',
      displayOrder: 0,
      byHand: false,
    };
    const sourceUrl = 'https://x.example/a.jpg';
    catalogue.addImage({ ...image, id: '11', colorCode: null, type: 'image', sourceUrl });
    catalogue.addImage({ ...image, id: '12', colorCode: 'BLK', type: 'swatch', sourceUrl });
    expect(shownStyles(catalogue)).toMatchObject([
      {
        categories: ['Dresses'],
        tags: ['Product Type: Dress'],
        lineSheets: ['All | -', 'SP | Spring 2027', 'SP | Spring 2027'],
        images: ['image | https://x.example/a.jpg', 'swatch | https://x.example/a.jpg | BLK'],
      },
    ]);
  });
});
