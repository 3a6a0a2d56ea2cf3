import { orderedLines } from './ordered-lines.js';

it('finds the lines by the names that the system has for them', () => {
  const order = {
    lines: [
      { itemCode: 'A', quantity: 2 },
      { itemCode: 7, quantity: 1 },
    ],
  };
  expect(orderedLines(order, 'lines', 'itemCode', 'quantity')).toEqual([
    { sku: 'A', quantity: 2 },
    { sku: '7', quantity: 1 },
  ]);
});

it.each([
  null,
  'order',
  [],
  {},
  { lines: 'none' },
  { lines: [null, 7, {}, { itemCode: 'A', quantity: '2' }, { itemCode: 'A', quantity: -1 }] },
])('finds none in %j', (order) => {
  expect(orderedLines(order, 'lines', 'itemCode', 'quantity')).toEqual([]);
});
