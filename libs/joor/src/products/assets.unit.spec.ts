import { type Answer, scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';

function rig(...script: Answer[]) {
  const { link, asked } = scriptedLink(script);
  return { ...new JoorProducts(link), asked };
}
const image = (order: number, more = {}) => ({
  productId: '25',
  sourceUrl: `https://img.example/hat-${order}.jpg`,
  filename: `hat-${order}.jpg`,
  displayOrder: order,
  ...more,
});
const swatch = (colorCode: string, more = {}) => ({
  productId: '25',
  colorCode,
  type: 'swatch' as const,
  sourceUrl: `https://img.example/${colorCode}.png`,
  filename: `${colorCode}.png`,
  ...more,
});

test('images of styles are added, or replace all that are there', async () => {
  const { assets, asked } = rig({ data: [] }, { data: [] });
  await assets.addToProducts([image(1), image(2, { externalId: 'x2' })]);
  await assets.addToProducts([image(1)], true);
  expect(asked.map(({ path, query }) => [path, query])).toEqual([
    ['/v4/assets/products', { account: '1333', replace_all: 'false' }],
    ['/v4/assets/products', { account: '1333', replace_all: 'true' }],
  ]);
  expect(asked[0]?.body).toEqual([
    {
      product: { id: '25' },
      asset: { type: 'image', filename: 'hat-1.jpg', source_url: 'https://img.example/hat-1.jpg' },
      display_order: 1,
    },
    {
      product: { id: '25' },
      asset: {
        type: 'image',
        filename: 'hat-2.jpg',
        source_url: 'https://img.example/hat-2.jpg',
        external_id: 'x2',
      },
      display_order: 2,
    },
  ]);
});

test('a colour has its image or swatch', async () => {
  const { assets, asked } = rig({ data: [] });
  await assets.addToColors([swatch('BLK')]);
  expect(asked[0]).toMatchObject({ path: '/v4/assets/sku_trait_values/', query: { account: '1333' } });
  expect(asked[0]?.body).toEqual([
    {
      product: { id: '25' },
      sku_trait_value: { trait: { name: 'color' }, value: { external_id: 'BLK' } },
      asset: { type: 'swatch', filename: 'BLK.png', source_url: 'https://img.example/BLK.png' },
    },
  ]);
});

test('no images are no request, not even one that would delete all', async () => {
  const { assets, asked } = rig();
  await expect(assets.addToProducts([], true)).resolves.toEqual([]);
  expect(asked).toEqual([]);
});

describe('an answer finds its image', () => {
  const asset = { filename: 'hat-2.jpg', source_url: 'https://img.example/hat-2.jpg' };
  const written = {
    kind: 'written',
    value: {
      id: '70',
      productId: '25',
      externalId: '',
      filename: 'hat-2.jpg',
      sourceUrl: 'https://img.example/hat-2.jpg',
    },
  };

  test.each([
    [{ id: 70, product: { id: '25' }, asset }],
    [{ id: 70, product: { id: 25 }, asset, display_order: 9 }],
    [{ product_id: 25, asset: { ...asset, id: 70 } }],
    [{ id: '70', productId: '25', ...asset }],
  ])('%j', async (data) => {
    const answers = await rig({ data: [data] }).assets.addToProducts([image(1), image(2), image(3)]);
    expect(answers).toEqual([{ kind: 'unnamed' }, written, { kind: 'unnamed' }]);
  });

  test('by its place when JOOR gives it another name', async () => {
    const renamed = { id: 70, product: { id: 25 }, asset: { filename: 'a8f.jpg' }, display_order: 2 };
    const answers = await rig({ data: [renamed] }).assets.addToProducts([image(1), image(2)]);
    expect(answers).toMatchObject([{ kind: 'unnamed' }, { kind: 'written', value: { id: '70' } }]);
  });

  test('that was sent before is a duplicate', async () => {
    const details = { product: { id: '25' }, asset: { ...asset, externalId: 'x2' } };
    const errors = [{ status: 'DUPLICATED', message: 'exists', details }];
    const images = [image(1, { externalId: 'x1' }), image(2, { externalId: 'x2' })];
    await expect(rig({ data: [], errors }).assets.addToProducts(images)).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'duplicate', id: null },
    ]);
  });

  test('of a colour by its code and type', async () => {
    const details = {
      product: { id: '25' },
      skuTraitValue: { trait: { name: 'color' }, value: { externalId: 'RED' } },
      asset: { type: 'swatch' },
    };
    const errors = [{ status: 'NOT_FOUND', message: 'Color RED of product 25 not found', details }];
    const images = [swatch('RED', { type: 'image' }), swatch('RED'), swatch('BLK')];
    await expect(rig({ data: [], errors }).assets.addToColors(images)).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'refused', reason: 'Color RED of product 25 not found' },
      { kind: 'unnamed' },
    ]);
  });
});
