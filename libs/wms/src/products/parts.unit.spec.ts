import { flagIn, listIn, textsIn, yearIn } from './parts.js';

it.each<[unknown, unknown]>([
  [undefined, []],
  [null, []],
  [[], []],
  [[{ a: 1 }], [{ a: 1 }]],
])('finds in %j the objects %j', (list, objects) => {
  expect(listIn({ list }, 'list')).toEqual(objects);
});

it.each([{}, 'x', 7, [7], [null], [[]]])('takes %j for no list of objects', (list) => {
  expect(() => listIn({ list }, 'list')).toThrow(/^list must be a list/);
});

it('finds texts, each once and none blank', () => {
  expect(textsIn({ list: ['a', ' b ', '', 'a', 7] }, 'list', 5)).toEqual(['a', 'b', '7']);
  expect(() => textsIn({ list: ['abcdef'] }, 'list', 5)).toThrow(/entry of list must not be longer/);
});

it.each([
  [undefined, true, true],
  [null, false, false],
  [false, true, false],
])('reads the flag %j, else %j, as %j', (flag, fallback, read) => {
  expect(flagIn({ flag }, 'flag', fallback)).toBe(read);
});

it.each(['true', 0, 1, {}])('takes %j for no flag', (flag) => {
  expect(() => flagIn({ flag }, 'flag', true)).toThrow('flag must be true or false');
});

it.each<[unknown, number | null]>([
  [2027, 2027],
  ['2027', 2027],
  [' 2027 ', 2027],
  [undefined, null],
  [null, null],
  ['', null],
])('reads the year %j as %j', (year, read) => {
  expect(yearIn({ year }, 'year')).toBe(read);
});

it.each(['27', 'SS27', 2027.5, true, {}])('takes %j for no year', (year) => {
  expect(() => yearIn({ year }, 'year')).toThrow('year must be a year');
});
