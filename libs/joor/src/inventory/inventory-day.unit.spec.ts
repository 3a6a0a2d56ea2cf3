import { inventoryDay } from './inventory-day.js';

test.each([
  ['2027-01-31', '2027-01-31'],
  ['01-31-2027', '2027-01-31'],
  ['2027-01-31T00:00:00Z', '2027-01-31'],
  ['', null],
  [' ', null],
  ['IMMEDIATE', null],
  ['immediate', null],
  ['0000-00-00', null],
  ['31-01-2027', undefined],
  ['2027-02-30', undefined],
  ['soon', undefined],
])('%j is %j', (text, day) => {
  expect(inventoryDay(text)).toBe(day);
});
