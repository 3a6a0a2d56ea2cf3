import { keyOfRow, PageWatch } from './page-watch.js';

const watch = (most?: number) => new PageWatch('The stock', most);

it('lets pages pass that differ in a row or in the order', () => {
  const pages = watch();
  for (const keys of [['a', 'b'], ['b', 'a'], ['a'], ['ab'], []]) pages.page(keys);
  expect(() => pages.page(['a', 'b'])).toThrow(/same page twice/);
});

it('does not take two empty pages for a circle, but ends where there are too many', () => {
  const pages = watch(3);
  for (const keys of [[], [], []]) pages.page(keys);
  expect(() => pages.page([])).toThrow(/more than 3 pages/);
});

it('remembers every cursor', () => {
  const pages = watch();
  for (const cursor of ['a', 'b', 'c']) pages.cursor(cursor);
  expect(() => pages.cursor('a')).toThrow(/same cursor twice/);
});

it.each<[unknown, string]>([
  [{ sku: 'A', warehouse: 'East', available: 1 }, 'A\u0001East\u0001'],
  [{ sku: 'A' }, 'A\u0001\u0001'],
  [{ available: 1 }, '{"available":1}'],
  [{ sku: { toString: 1 } }, '{"sku":{"toString":1}}'],
  [JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`), ''],
  [null, 'null'],
  [7, '7'],
  [undefined, ''],
])('knows row %# by its key', (row, key) => {
  expect(keyOfRow(row, 'sku', 'warehouse')).toBe(key);
});
