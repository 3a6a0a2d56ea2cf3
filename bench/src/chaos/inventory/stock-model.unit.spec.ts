import { type Item, itemsOf, stylesOf } from './goods.js';
import { SHOPS, type Shop } from './shop.js';
import { StockModel } from './stock-model.js';

const items = itemsOf(9, 14);
const [first] = items as [Item];

function modelOf(connectionId: string, more: Partial<Shop['settings']> = {}) {
  const found = SHOPS.find((shop) => shop.connectionId === connectionId);
  if (!found) throw new Error(`no shop ${connectionId}`);
  const model = new StockModel({ ...found, settings: { ...found.settings, ...more } }, [first]);
  model.set(first, 'North', { available: 30, future: [], asOf: 1_000 });
  model.set(first, 'South', { available: 12, future: [], asOf: 2_000 });
  return model;
}

const figure = (model: StockModel) => model.expected().find(({ on }) => on === null)?.quantity;
const order = (deliveredAt: number, quantity: number) => ({
  ...{ deliveredAt, cancelled: false },
  lines: [{ itemCode: first.sku, quantity }],
});

test('a pulled shop has the sum of its warehouses, orders or not', () => {
  const model = modelOf('con_plain');
  model.orders.set('1', order(9_000, 5));
  expect(figure(model)).toBe(42);
});

test('a pushed shop lacks what was delivered after its oldest level, and not what was cancelled', () => {
  const model = modelOf('con_pushed');
  model.orders.set('1', order(999, 5));
  model.orders.set('2', order(1_500, 3));
  model.orders.set('3', { ...order(1_500, 9), cancelled: true });
  expect(figure(model)).toBe(39);
});

test('a shop whose rows are dated lacks what was delivered after the newest of them', () => {
  const model = modelOf('con_dated');
  model.orders.set('1', order(1_500, 5));
  model.orders.set('2', order(2_500, 4));
  expect(figure(model)).toBe(38);
});

test('warehouses, share, cap and minimum are as they are set', () => {
  expect(figure(modelOf('con_shared'))).toBe(24);
  expect(figure(modelOf('con_shared', { 'inventory.cap': 7 }))).toBe(7);
  expect(figure(modelOf('con_shared', { 'inventory.minimumLevel': 25 }))).toBe(0);
});

test('what comes in later has its own figure, and what has gone has 0', () => {
  const model = modelOf('con_plain');
  model.set(first, 'South', { available: 1, future: [{ on: '2027-02-01', quantity: 8 }], asOf: 3_000 });
  expect(model.expected().map(({ on, quantity }) => [on, quantity])).toEqual([
    [null, 31],
    ['2027-02-01', 8],
  ]);
  model.remove(first.sku);
  expect(model.expected()).toMatchObject([{ on: null, quantity: 0 }]);
  expect(model.rows()).toEqual([]);
});

test('styles have the SKUs, each once', () => {
  const variants = stylesOf(items).flatMap(({ colors }) => colors.flatMap((color) => color.variants));
  expect(variants.map(({ upc }) => upc)).toEqual(items.map(({ identity }) => identity.upc));
  expect(stylesOf(items)).toHaveLength(2);
});
