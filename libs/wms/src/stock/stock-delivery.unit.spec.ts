import fc from 'fast-check';
import { isRefusedRow } from './read-stock-row.js';
import { readStockDelivery, stockRowsIn } from './stock-delivery.js';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const level = (sku: string, available: unknown, more: object = {}) => ({ sku, available, ...more });

it('takes what is said twice in the same words once, and answers both', () => {
  const { answers, rows, refused } = readStockDelivery([level('A', 1), level('B', 2), level('A', 1)], NOW);
  expect(rows.map(({ sku }) => sku)).toEqual(['A', 'B']);
  expect(answers.map(({ sku }) => sku)).toEqual(['A', 'B', 'A']);
  expect(refused).toEqual([]);
});

it.each([
  ['another figure', { available: 2 }],
  ['another time', { asOf: '2026-11-27T09:00:00Z' }],
  ['another UPC', { upc: '873185003490' }],
])('refuses both rows of one SKU and warehouse that come with %s', (_, difference) => {
  const { answers, rows } = readStockDelivery([level('A', 1), level('A', 1, difference), level('B', 1)], NOW);
  expect(rows.map(({ sku }) => sku)).toEqual(['B']);
  expect(answers.map((answer) => isRefusedRow(answer))).toEqual([true, true, false]);
  expect(answers[0]).toMatchObject({ sku: 'A', reason: expect.stringContaining('came twice') });
});

it('knows one SKU in two warehouses for two levels', () => {
  const east = level('A', 1, { warehouse: 'East' });
  const west = level('A', 2, { warehouse: 'West' });
  expect(readStockDelivery([east, west], NOW)).toMatchObject({ rows: [{}, {}], refused: [] });
});

it('does not let a row that cannot be read spoil the good one of its SKU', () => {
  const { answers, rows } = readStockDelivery([level('A', 1.5), level('A', 1)], NOW);
  expect(rows).toMatchObject([{ sku: 'A', available: 1 }]);
  expect(answers).toMatchObject([{ reason: 'available must be a whole number' }, { available: 1 }]);
});

it('keeps the third of three rows refused, of which two are equal', () => {
  const { rows, refused } = readStockDelivery([level('A', 1), level('A', 1), level('A', 2)], NOW);
  expect(rows).toEqual([]);
  expect(refused).toHaveLength(3);
});

it('answers every row once, and each level that it takes is of one row at least', () => {
  const raw = fc.oneof(
    fc.record({
      sku: fc.constantFrom('A', 'B', ' A'),
      warehouse: fc.constantFrom('', 'East'),
      available: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.constant(1.5)),
    }),
    fc.anything(),
  );
  fc.assert(
    fc.property(fc.array(raw, { maxLength: 12 }), (raws) => {
      const { answers, rows, refused } = readStockDelivery(raws, NOW);
      expect(answers).toHaveLength(raws.length);
      expect(refused).toEqual(answers.filter(isRefusedRow));
      expect(new Set(rows)).toEqual(new Set(answers.filter((answer) => !isRefusedRow(answer))));
      const keys = rows.map(({ sku, warehouse }) => `${sku}/${warehouse}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});

it('says the same of rows in another order', () => {
  const rows = fc.array(
    fc.record({ sku: fc.constantFrom('A', 'B', 'C'), available: fc.integer({ min: 0, max: 2 }) }),
    { maxLength: 8 },
  );
  const taken = (raws: readonly unknown[]) =>
    readStockDelivery(raws, NOW)
      .rows.map(({ sku, available }) => `${sku}=${available}`)
      .sort();
  fc.assert(
    fc.property(rows, (raws) => {
      expect(taken([...raws].reverse())).toEqual(taken(raws));
    }),
  );
});

it.each<[unknown, unknown]>([
  [{ levels: [1] }, [1]],
  [[1], [1]],
  [{ rows: [] }, null],
  [null, null],
  ['[]', null],
])('finds in %j the rows %j', (body, rows) => {
  expect(stockRowsIn(body)).toEqual(rows);
});
