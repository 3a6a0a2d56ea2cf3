import { type Answer, END, scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';

function rig(...script: Answer[]) {
  const { link, asked } = scriptedLink(script);
  return { ...new JoorProducts(link), asked };
}

/** As JOOR's reference shows it. */
const shirt = {
  id: '3295521',
  name: 'Blue T-Shirt',
  external_id: 'blu_tshirt_0001',
  product_identifier: '1',
  description: 'Blue Shirt testing product',
  order_minimum: 3,
  images: [{ id: '65', url: 'https://cdn.jooraccess.com/img/uploads/accounts/1333/test.png' }],
  categories: [{ id: '1', name: 'Category', parent_name: 'Parent name', department: 'Tech' }],
  product_trait_values: [{ trait: { id: '3', name: 'Fits nice' }, value: 'Blue', external_id: '123' }],
  tags: [{ id: '3', name: 'Tag A', value: 'Tag', code: '3', parent_id: '10' }],
  badge: { id: '32', name: 'Styled Badge', url: 'https://cdn.jooraccess.com/badge.png', visible: true },
};
const held = {
  id: '3295521',
  name: 'Blue T-Shirt',
  externalId: 'blu_tshirt_0001',
  identifier: '1',
  description: 'Blue Shirt testing product',
  orderMinimum: 3,
  categoryIds: ['1'],
  tags: [{ name: 'Tag A', value: 'Tag', code: '3', parentId: '10' }],
  images: [{ id: '65', url: 'https://cdn.jooraccess.com/img/uploads/accounts/1333/test.png' }],
};

test('styles are found by their external ids', async () => {
  const errors = [{ status: 'NOT_FOUND', message: 'Value not found', details: {} }];
  const { products, asked } = rig({ data: [shirt], errors }, END);
  await expect(products.byExternalIds(['blu_tshirt_0001', 'gone'])).resolves.toEqual([held]);
  expect(asked[0]).toMatchObject({
    path: '/v4/products',
    query: { account: '1333', external_ids: 'blu_tshirt_0001,gone' },
  });
});

test('a JOOR that gives others as well gives only those that were asked for', async () => {
  const { products } = rig({ data: [shirt, { ...shirt, id: '2', external_id: 'other' }] });
  await expect(products.byExternalIds(['blu_tshirt_0001'])).resolves.toEqual([held]);
});

test('numbers and blanks are read as what they mean', async () => {
  const loose = {
    id: 7,
    external_id: 12,
    name: null,
    tags: '',
    images: null,
    categories: '',
    order_minimum: '',
  };
  const { products } = rig({ data: [loose] });
  await expect(products.byExternalIds(['12'])).resolves.toEqual([
    {
      id: '7',
      externalId: '12',
      name: '',
      identifier: '',
      description: '',
      orderMinimum: null,
      categoryIds: [],
      tags: [],
      images: [],
    },
  ]);
});

test('a new style is sent with what it has, and nothing else', async () => {
  const { products, asked } = rig({ data: [] });
  await products.create([
    {
      name: 'Blue T-Shirt',
      externalId: 'blu',
      identifier: '1',
      description: '',
      orderMinimum: 3,
      categoryIds: ['1', '2'],
      tags: [
        { name: 'Product Type', value: 'Tops' },
        { name: 'Supplier Code', value: 'ACME', code: 'A', parentId: '10' },
      ],
    },
    { name: 'Bare' },
  ]);
  expect(asked[0]).toMatchObject({ method: 'POST', path: '/v4/products/bulk_create' });
  expect(asked[0]?.body).toEqual([
    {
      name: 'Blue T-Shirt',
      external_id: 'blu',
      product_identifier: '1',
      description: '',
      order_minimum: 3,
      category_ids: ['1', '2'],
      tags: [
        { name: 'Product Type', value: 'Tops' },
        { name: 'Supplier Code', value: 'ACME', code: 'A', parent_id: '10' },
      ],
    },
    { name: 'Bare' },
  ]);
});

test('a change has the id', async () => {
  const { products, asked } = rig({ data: [shirt] });
  await expect(products.update([{ id: '3295521', name: 'Blue T-Shirt', description: 'x' }])).resolves.toEqual(
    [{ kind: 'written', value: held }],
  );
  expect(asked[0]?.path).toBe('/v4/products/bulk_update');
  expect(asked[0]?.body).toEqual([{ id: '3295521', name: 'Blue T-Shirt', description: 'x' }]);
});

describe('an answer finds its style', () => {
  const wanted = [
    { name: 'Shirt', externalId: 'A', identifier: 'i1' },
    { name: 'Shirt', externalId: 'B', identifier: 'i2' },
  ];
  const duplicated = (details: object) => ({
    errors: [{ status: 'DUPLICATED', message: 'exists', details }],
  });
  const create = (answer: Answer) => rig(answer).products.create(wanted);

  test.each([
    [{ externalId: 'B', name: 'Shirt', product_id: 44 }, '44'],
    [{ external_id: 'B', productId: '44' }, '44'],
    [{ externalId: 'B' }, null],
    [{ product_identifier: 'i2', id: 44 }, '44'],
    [{ productIdentifier: 'i2' }, null],
  ])('by %j', async (details, id) => {
    await expect(create(duplicated(details))).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'duplicate', id },
    ]);
  });

  test('of an update: the id in the details is of the style that stands in the way', async () => {
    const { products } = rig(duplicated({ id: '7', externalId: 'B', product_id: '9' }));
    const change = [
      { id: '7', name: 'Shirt', externalId: 'B' },
      { id: '8', name: 'Shirt' },
    ];
    await expect(products.update(change)).resolves.toEqual([
      { kind: 'duplicate', id: '9' },
      { kind: 'unnamed' },
    ]);
  });

  test('but not by a name that both have', async () => {
    const data = [{ id: '1', name: 'Shirt' }];
    await expect(create({ data })).resolves.toEqual([{ kind: 'unnamed' }, { kind: 'unnamed' }]);
  });
});
