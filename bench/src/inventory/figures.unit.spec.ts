import { changedOf, differencesOf, wantedOf } from './figures.js';

const level = (upc: string, warehouse: string, available: number) => ({ upc, warehouse, available });

test('an item has the units of all its warehouses', () => {
  const levels = [level('1', 'W1', 3), level('2', 'W1', 0), level('1', 'W2', 4)];
  expect([...wantedOf(levels)]).toEqual([
    ['1', 7],
    ['2', 0],
  ]);
});

test('what changed is what has other units, or is new', () => {
  const before = new Map([
    ['1', 7],
    ['2', 0],
  ]);
  const now = new Map([
    ['1', 7],
    ['2', 5],
    ['3', 0],
  ]);
  expect(changedOf(before, now)).toEqual(['2', '3']);
});

describe('differences', () => {
  it('are none where JOOR has what is wanted', () => {
    expect(differencesOf(new Map([['1', 0]]), new Map([['1', 0]]))).toEqual([]);
  });

  it('are told of what is wrong, missing and too much', () => {
    const wanted = new Map([
      ['1', 7],
      ['2', 0],
    ]);
    const held = new Map([
      ['1', 6],
      ['3', 1],
    ]);
    expect(differencesOf(wanted, held)).toEqual([
      '1: JOOR has 6, expected 7',
      '2: JOOR has no figure, expected 0',
      '3: JOOR has 1, expected none',
    ]);
  });

  it('are counted where there are many', () => {
    const wanted = new Map(Array.from({ length: 25 }, (_, at) => [String(at), 1]));
    const told = differencesOf(wanted, new Map());
    expect(told).toHaveLength(11);
    expect(told.at(-1)).toBe('and 15 more');
  });
});
