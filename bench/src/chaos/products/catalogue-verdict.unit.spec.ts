import { Seeded } from '../seeded.js';
import { shownAs, wrongStyles } from './catalogue-verdict.js';
import { changedStyle, newStyle } from './style.js';

const style = newStyle(9, 0, new Seeded(1));

test('a new style has six variants of two prices, on one line sheet, with three pictures', () => {
  const shown = shownAs(style);
  expect(shown.skus).toHaveLength(6);
  for (const { prices } of shown.skus) expect(prices).toHaveLength(2);
  expect(shown).toMatchObject({ lineSheets: ['Spring 2027 Delivery 1 | Spring 2027'] });
  expect(shown.images).toHaveLength(3);
});

test('UPCs are each one once, over styles and changes', () => {
  const random = new Seeded(2);
  const styles = Array.from({ length: 30 }, (_, at) => {
    let one = newStyle(9, at, random);
    for (let n = 0; n < 30; n += 1) one = changedStyle(one, 9, at, random);
    return one;
  });
  const upcs = styles.flatMap(({ variants }) => variants.map(({ upc }) => upc));
  expect(styles.every(({ variants }) => variants.length <= 10)).toBe(true);
  expect(new Set(upcs).size).toBe(upcs.length);
});

test('nothing is wrong where JOOR shows each style once, as it should be', () => {
  expect(wrongStyles([style], [shownAs(style)])).toEqual([]);
});

test('a style that is missing, doubled, other or nobody’s is wrong', () => {
  const shown = shownAs(style);
  expect(wrongStyles([style], [])).toEqual(['P9-1000 is not there']);
  expect(wrongStyles([style], [shown, shown])).toEqual(['P9-1000 is there more than once']);
  expect(wrongStyles([style], [{ ...shown, name: 'Other' }])).toEqual([
    'P9-1000: name should be "Style 0" and is "Other"',
  ]);
  expect(wrongStyles([], [shown])).toEqual(['P9-1000 should not be there']);
});

test('every part of a style is looked at', () => {
  const shown = shownAs(style);
  for (const part of ['categories', 'tags', 'skus', 'lineSheets', 'images'] as const) {
    expect(wrongStyles([style], [{ ...shown, [part]: [] }])).toHaveLength(1);
  }
});
