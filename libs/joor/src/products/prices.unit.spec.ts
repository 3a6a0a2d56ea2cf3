import { type Answer, END, scriptedLink } from '../client/testing/scripted-link.js';
import { JoorProducts } from './joor-products.js';

function rig(...script: Answer[]) {
  const { link, asked } = scriptedLink(script);
  const joor = new JoorProducts(link);
  return { joor, prices: joor.prices, asked };
}
const usd = { id: '22', name: 'US Dollar', currency_code: 'USD', retail_currency_code: 'USD' };
const seen = (id: string, sku_id: string, more = {}) => ({
  id,
  sku_id,
  price_type: usd,
  wholesale_value: '20.01',
  retail_value: '10.22',
  ...more,
});
const held = (id: string, skuId: string) => ({
  id,
  skuId,
  priceTypeId: '22',
  wholesale: '20.01',
  retail: '10.22',
});
const price = (skuId: string, priceTypeId = '22') => ({ skuId, priceTypeId, wholesale: '100', retail: null });

test('prices of SKUs are read', async () => {
  const data = [seen('3', 'MHwxEDW='), seen('2', 'MHwxfDE='), seen('9', 'other')];
  const errors = [{ status: 'NOT_FOUND', message: 'Value not found', details: {} }];
  const { prices, asked } = rig({ data, errors }, END);
  await expect(prices.ofSkus(['MHwxEDW=', 'MHwxfDE=', 'none'])).resolves.toEqual([
    held('3', 'MHwxEDW='),
    held('2', 'MHwxfDE='),
  ]);
  expect(asked[0]).toMatchObject({ path: '/v4/prices', query: { sku_ids: 'MHwxEDW=,MHwxfDE=,none' } });
});

test.each([
  [{ retail_value: '' }, { retail: null }],
  [{ retail_value: null }, { retail: null }],
  [{ wholesale_value: 20.5 }, { wholesale: '20.5' }],
  [{ price_type: null, price_type_id: 23 }, { priceTypeId: '23' }],
])('%j is read as %j', async (more, expected) => {
  await expect(rig({ data: [seen('3', 'a', more)] }, END).prices.ofSkus(['a'])).resolves.toMatchObject([
    expected,
  ]);
});

test.each([
  ['100', '100.00'],
  ['20.5', '20.50'],
  ['20.010000', '20.01'],
  ['0.125', '0.125'],
])('%s goes as %s', async (wholesale, sent) => {
  const { prices, asked } = rig({ data: [] }, { data: [] });
  await prices.create([{ ...price('a'), wholesale, retail: wholesale }]);
  await prices.update([{ id: '3', wholesale, retail: null }]);
  expect(asked.map(({ path, body }) => [path, body])).toEqual([
    [
      '/v4/prices/bulk_create',
      [{ sku_id: 'a', price_type_id: '22', wholesale_value: sent, retail_value: sent }],
    ],
    ['/v4/prices/bulk_update', [{ id: '3', wholesale_value: sent }]],
  ]);
});

test('an amount that is none is not sent', async () => {
  const { prices, asked } = rig();
  await expect(prices.create([{ ...price('a'), wholesale: 'much' }])).rejects.toThrow('not a decimal');
  expect(asked).toEqual([]);
});

describe('an answer finds its price', () => {
  const wanted = [price('a'), price('a', '23'), price('b')];
  const create = (details: object) =>
    rig({ errors: [{ status: 'DUPLICATED', message: 'exists', details }] }).prices.create(wanted);

  test.each([
    [{ sku_id: 'a', priceTypeId: 23, price_id: 5 }, [null, '5', null]],
    [{ skuId: 'a', price_type: { id: '22' }, id: '4' }, ['4', null, null]],
    [{ sku_id: 'b', price_id: '6' }, [null, null, '6']],
  ])('by %j', async (details, ids) => {
    await expect(create(details)).resolves.toEqual(
      ids.map((id) => (id === null ? { kind: 'unnamed' } : { kind: 'duplicate', id })),
    );
  });

  test('the SKU in the details is not the id of the price', async () => {
    await expect(create({ sku_id: 'b' })).resolves.toContainEqual({ kind: 'duplicate', id: null });
  });

  test('not by a SKU that has several of the request', async () => {
    await expect(create({ sku_id: 'a', wholesale_value: '100.00' }).catch(String)).resolves.toMatch(/exists/);
  });

  test('unless all of them are told', async () => {
    const errors = ['a', 'b', 'a'].map((sku_id) => ({ status: 'DUPLICATED', details: { sku_id } }));
    await expect(rig({ errors }).prices.create(wanted)).resolves.toEqual(
      wanted.map(() => ({ kind: 'duplicate', id: null })),
    );
  });

  test('of an update by its id', async () => {
    const { prices } = rig({ data: [seen('3', 'a')] });
    const changes = ['2', '3'].map((id) => ({ id, wholesale: '1', retail: null }));
    await expect(prices.update(changes)).resolves.toEqual([
      { kind: 'unnamed' },
      { kind: 'written', value: held('3', 'a') },
    ]);
  });
});

test('price types and categories are lists of the account', async () => {
  const category = { id: 1, name: 'Dresses', parent_name: 'Apparel', department: 'Women' };
  const { joor, asked } = rig({ data: [usd] }, END, { data: [category] }, END);
  await expect(joor.priceTypes()).resolves.toEqual([
    { id: '22', name: 'US Dollar', currency: 'USD', retailCurrency: 'USD' },
  ]);
  await expect(joor.categories()).resolves.toEqual([
    { id: '1', name: 'Dresses', parentName: 'Apparel', department: 'Women' },
  ]);
  const paths = ['/v4/price_types', '/v4/price_types', '/v4/categories', '/v4/categories'];
  expect(asked.map(({ path }) => path)).toEqual(paths);
});
