import { type Answer, END, scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';
import type { NewSku } from './skus.js';

function rig(...script: Answer[]) {
  const { link, asked } = scriptedLink(script);
  return { ...new JoorProducts(link), asked };
}
const COLOR = 'U0tVVHJhaXQ6U3R5bGVDb2xvcg==';
const SIZE = 'U0tVVHJhaXQ6U2l6ZQ==';
const newSku = (size: string, more: Partial<NewSku> = {}): NewSku => ({
  productId: '25',
  externalId: `hat-${size}`,
  color: { name: 'Black', code: 'BLK' },
  size: { name: size },
  ...more,
});

describe('SKUs of styles', () => {
  const read = (record: object) =>
    rig({ data: [{ id: 'MHwxfDE=', ...record }] }, END).skus.ofProducts(['25']);
  const black = { name: 'Black', code: 'BLK', active: true };
  const oneSize = { name: 'OS', code: 'OS', active: true };

  test('are asked for together', async () => {
    const { skus, asked } = rig({ data: '' });
    await expect(skus.ofProducts(['25', '26'])).resolves.toEqual([]);
    expect(asked[0]).toMatchObject({ path: '/v4/skus', query: { account: '1333', product_ids: '25,26' } });
  });

  const traits = (by: (name: string, id: string) => object) => [
    { ...by('Size', SIZE), value: 'OS', external_id: 'OS' },
    { ...by('Color', COLOR), value: 'Black', external_id: 'BLK', status: 'ACTIVE' },
  ];
  test.each([
    ['trait_name', traits((trait_name) => ({ trait_name }))],
    ['trait_id', traits((_, trait_id) => ({ trait_id }))],
    ['trait.id', traits((_, id) => ({ trait: { id } }))],
    [
      'trait.name in lower case',
      traits((name, id) => ({ trait: { id: `x${id}`, name: name.toLowerCase() } })),
    ],
  ])('have colour and size, told apart by %s', async (_, trait_values) => {
    await expect(
      read({
        product: { id: 25 },
        external_id: 'hat-OS',
        sku_identifier: 'S1',
        trait_values,
        identifiers: [
          { type: 'ean', value: '9' },
          { type: 'UPC', value: '001' },
        ],
      }),
    ).resolves.toEqual([
      {
        id: 'MHwxfDE=',
        productId: '25',
        externalId: 'hat-OS',
        identifier: 'S1',
        color: black,
        size: oneSize,
        upc: '001',
      },
    ]);
  });

  test('may be inactive by colour or by size', async () => {
    const trait_values = [
      { trait_name: 'Size', value: 'OS', status: 'INACTIVE' },
      { trait_name: 'Color', value: 'Black' },
    ];
    await expect(read({ trait_values })).resolves.toMatchObject([
      { color: { active: true }, size: { active: false } },
    ]);
  });

  test.each([
    [{ product_id: 25 }, '25'],
    [{ product: '25' }, '25'],
    [{ product: { id: '25' } }, '25'],
    [{}, null],
  ])('%j is of style %p', async (record, productId) => {
    await expect(read(record)).resolves.toMatchObject([
      { productId, upc: '', color: { name: '', code: '' } },
    ]);
  });

  test('of other styles are not theirs', async () => {
    await expect(read({ product_id: 99 })).resolves.toEqual([]);
  });
});

test('a new SKU names both traits, and a status only when it is to have one', async () => {
  const { skus, asked } = rig({ data: [] });
  await skus.create([
    newSku('M', { upc: '001', identifier: 'S1', size: { name: 'M', code: 'm', status: 'INACTIVE' } }),
    newSku('L', { externalId: undefined }),
  ]);
  expect(asked[0]?.path).toBe('/v4/skus/bulk_create');
  expect(asked[0]?.body).toEqual([
    {
      product_id: '25',
      external_id: 'hat-M',
      sku_identifier: 'S1',
      identifiers: [{ type: 'upc', value: '001' }],
      trait_values: [
        { trait_name: 'Color', value: 'Black', external_id: 'BLK' },
        { trait_name: 'Size', value: 'M', external_id: 'm', status: 'INACTIVE' },
      ],
    },
    {
      product_id: '25',
      trait_values: [
        { trait_name: 'Color', value: 'Black', external_id: 'BLK' },
        { trait_name: 'Size', value: 'L' },
      ],
    },
  ]);
});

test('a change touches the traits only when they are given', async () => {
  const { skus, asked } = rig({ data: [] });
  const traits = { color: { name: 'Black', code: 'BLK', status: 'ACTIVE' as const }, size: { name: 'M' } };
  await skus.update([
    { id: 'x=', upc: '002' },
    { id: 'y=', traits },
  ]);
  expect(asked[0]?.path).toBe('/v4/skus/bulk_update');
  expect(asked[0]?.body).toEqual([
    { id: 'x=', identifiers: [{ type: 'upc', value: '002' }] },
    {
      id: 'y=',
      trait_values: [
        { trait_name: 'Color', value: 'Black', external_id: 'BLK', status: 'ACTIVE' },
        { trait_name: 'Size', value: 'M' },
      ],
    },
  ]);
});

describe('an answer finds its SKU', () => {
  const wanted = [newSku('M', { upc: '1' }), newSku('L', { upc: '2' }), newSku('XL', { upc: '3' })];
  const large = {
    trait_values: [
      { traitName: 'size', value: 'L' },
      { trait: { id: COLOR }, value: 'Black' },
    ],
  };

  test.each([
    [{ externalId: 'hat-L' }],
    [{ product_id: '25', ...large }],
    [{ product: { id: 25 }, ...large }],
    [{ identifiers: [{ type: 'upc', value: 2 }] }],
    [large],
  ])('by %j', async (details) => {
    const error = { status: 'DUPLICATED', message: 'exists', details: { ...details, sku_id: 'MHwxfDE=' } };
    await expect(rig({ data: [], errors: [error] }).skus.create(wanted)).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'duplicate', id: 'MHwxfDE=' },
      { kind: 'unnamed' },
    ]);
  });

  test('of which only the id of the other SKU is told, when all are there already', async () => {
    const errors = ['a', 'b', 'c'].map((id) => ({ status: 'DUPLICATED', details: { sku_id: id } }));
    await expect(rig({ data: [], errors }).skus.create(wanted)).resolves.toEqual(
      wanted.map(() => ({ kind: 'duplicate', id: null })),
    );
  });

  test('as the reference shows it: without the style', async () => {
    const data = [
      {
        id: 'MHwxfDE=',
        external_id: 'hat-L',
        sku_identifier: null,
        trait_values: [
          { trait_name: 'Size', value: 'L', order_minimum: 0 },
          { trait_name: 'Color', value: 'Black', order_minimum: 0 },
        ],
      },
    ];
    const [, written] = await rig({ data }).skus.create(wanted);
    expect(written).toMatchObject({
      kind: 'written',
      value: { id: 'MHwxfDE=', productId: null, size: { name: 'L' }, color: { name: 'Black', code: '' } },
    });
  });
});
