import { fieldsOf, filled, firstText, listAt, snakeKeys, textAt } from './fields.js';

describe('keys in snake_case', () => {
  test.each<[unknown, unknown]>([
    [{ externalId: 1 }, { external_id: 1 }],
    [{ seasonId: { priceTypeId: 2 } }, { season_id: { price_type_id: 2 } }],
    [[{ skuIds: ['A'] }], [{ sku_ids: ['A'] }]],
    [{ external_id: 'aB' }, { external_id: 'aB' }],
    [
      { SKU: 1, size2Big: 3 },
      { SKU: 1, size2_big: 3 },
    ],
    ['externalId', 'externalId'],
    [null, null],
  ])('%j', (value, expected) => {
    expect(snakeKeys(value)).toEqual(expected);
  });

  test('a value nested without end is left alone', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 50_000; level += 1) deep = { aB: deep };
    expect(snakeKeys(deep)).toHaveProperty('a_b.a_b');
  });
});

test.each<[unknown, string]>([
  ['x', 'x'],
  [' x ', 'x'],
  [7, '7'],
  [0, '0'],
  [null, ''],
  [true, ''],
  [{}, ''],
  [[], ''],
])('the text of %j is %j', (value, text) => {
  expect(textAt({ field: value }, 'field')).toBe(text);
  expect(textAt({ outer: { field: value } }, 'outer', 'field')).toBe(text);
});

test('a path that leads nowhere has no text', () => {
  expect(textAt({ outer: 'text' }, 'outer', 'field')).toBe('');
  expect(textAt({}, 'outer', 'field')).toBe('');
});

test('the first that holds something counts', () => {
  expect(firstText({ a: '', b: 2, c: 3 }, 'x', 'a', 'b', 'c')).toBe('2');
  expect(firstText({}, 'x')).toBe('');
});

test('lists may be blank, or the only record itself', () => {
  for (const value of ['', null, undefined]) expect(listAt({ list: value }, 'list')).toEqual([]);
  expect(listAt({ list: { a: 1 } }, 'list')).toEqual([{ a: 1 }]);
  expect(listAt({ list: [1, 2] }, 'list')).toEqual([1, 2]);
});

test('what is no object has no fields', () => {
  for (const value of [null, [], 'x', 3]) expect(fieldsOf(value)).toEqual({});
});

test('what is undefined is not sent; what is blank is', () => {
  expect(filled({ a: undefined, b: '', c: [] })).toEqual({ b: '', c: [] });
});
