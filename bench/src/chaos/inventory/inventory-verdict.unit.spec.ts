import { wrongFigures } from './inventory-verdict.js';

const figure = (quantity: number, more = {}) => ({
  ...{ upc: '1', warehouse: 'East', on: null, quantity },
  ...more,
});
const row = (quantity: number | null, more = {}) => ({
  ...{ sku: '1', warehouse: 'East', on: null, quantity },
  ...more,
});

test('nothing is wrong where JOOR holds what it should', () => {
  const later = { on: '2027-02-01' };
  expect(wrongFigures([figure(3), figure(4, later)], [row(4, later), row(3)])).toEqual([]);
});

test('another figure, one that is missing and one too many are wrong', () => {
  expect(wrongFigures([figure(3)], [row(4)])).toEqual(['1 East should be 3 and is 4']);
  expect(wrongFigures([figure(3)], [])).toEqual(['1 East should be 3 and is not there']);
  expect(wrongFigures([figure(3)], [row(null)])).toEqual(['1 East should be 3 and is not there']);
  expect(wrongFigures([], [row(3, { warehouse: 'West' })])).toEqual(['1 West is 3 and should not be there']);
});

test('what is to be 0 may be missing, and what is 0 may be too many', () => {
  expect(wrongFigures([figure(0)], [])).toEqual([]);
  expect(wrongFigures([], [row(0)])).toEqual([]);
});
