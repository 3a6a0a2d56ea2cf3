import { DRESS, v4Stage } from '../../testing/v4-stage.js';
import { createPrice } from '../products/prices.js';
import { createProduct } from '../products/products.js';
import { createSku } from '../products/skus.js';
import { countDoubles } from './doubles.js';

const double = () => v4Stage({ doubling: ['products', 'skus', 'prices', 'seasons', 'collections'] });

describe('countDoubles', () => {
  it('finds none in what was made once', () => {
    const { catalogue } = v4Stage();
    expect(countDoubles(catalogue)).toMatchObject({
      products: { total: 1, doubled: 0, keys: [] },
      skus: { total: 4, doubled: 0 },
      upcs: { total: 4, doubled: 0 },
      prices: { total: 4, doubled: 0 },
      collections: { total: 0, doubled: 0 },
    });
  });

  it('finds a style that was made again, under another external id too', () => {
    const { catalogue, post } = double();
    post('products', createProduct, [
      { name: 'Alma Dress', external_id: 'DRS-1', product_identifier: 'DRS-1' },
      { name: 'Alma Dress', external_id: 'another', product_identifier: 'DRS-1' },
    ]);
    expect(countDoubles(catalogue).products).toEqual({ total: 3, doubled: 2, keys: ['DRS-1'] });
  });

  it('finds a SKU of the same style, colour and size, and its UPC', () => {
    const { catalogue, post } = double();
    post('skus', createSku, [
      {
        product_id: DRESS.id,
        trait_values: [
          { trait_name: 'Color', value: 'Black', external_id: 'BLK' },
          { trait_name: 'Size', value: 'M' },
        ],
        identifiers: [{ type: 'upc', value: '600000000002' }],
      },
    ]);
    expect(countDoubles(catalogue)).toMatchObject({
      skus: { total: 5, doubled: 1, keys: ['DRS-1 | BLK | M'] },
      upcs: { total: 5, doubled: 1, keys: ['600000000002'] },
    });
  });

  it('finds a second price of one price type', () => {
    const { catalogue, post, skuId } = double();
    const price = { sku_id: skuId('DRS-1-BLK-M'), price_type_id: '22', wholesale_value: '9.00' };
    post('prices', createPrice, [price, { ...price, price_type_id: '23' }]);
    expect(countDoubles(catalogue).prices).toEqual({
      total: 6,
      doubled: 1,
      keys: ['DRS-1 | BLK | M | 22'],
    });
  });

  it('tells seasons, line sheets, entries, images and swatches apart', () => {
    const { catalogue } = v4Stage();
    const image = {
      externalId: null,
      productId: String(DRESS.id),
      type: 'image',
      filename: 'x.jpg',
      sourceUrl: 'https://x.example/1.jpg',
      displayOrder: 0,
      byHand: false,
    };
    for (const id of ['1', '2']) {
      catalogue.seasons.add({ id, externalId: id, name: 'Spring', year: 2027 });
      catalogue.collections.add({
        id,
        externalId: id,
        name: 'Main',
        seasonId: id,
        delivery: null,
        entries: [{ productId: String(DRESS.id), orderNumber: 1, skuIds: null, byHand: false }],
      });
      catalogue.addImage({ ...image, id, colorCode: null });
      catalogue.addImage({
        ...image,
        id: `c${id}`,
        colorCode: 'BLK',
        sourceUrl: `https://x.example/c${id}.jpg`,
      });
    }
    catalogue.seasons.add({ id: '3', externalId: '3', name: 'Spring', year: 2028 });
    catalogue.addImage({ ...image, id: '3', colorCode: null, sourceUrl: 'https://x.example/2.jpg' });
    catalogue.addImage({ ...image, id: 'c3', colorCode: 'BLK', type: 'swatch' });
    expect(countDoubles(catalogue)).toMatchObject({
      seasons: { total: 3, doubled: 1, keys: ['Spring | 2027'] },
      collections: { total: 2, doubled: 1, keys: ['Main | Spring | 2027'] },
      entries: { total: 2, doubled: 1, keys: ['Main | Spring | 2027 | DRS-1'] },
      images: { total: 3, doubled: 1 },
      swatches: { total: 3, doubled: 1, keys: ['DRS-1 | image | BLK'] },
    });
  });
});
