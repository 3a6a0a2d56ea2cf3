import type { StockRow } from '@joor-bridge/wms';
import fc from 'fast-check';
import { aRow } from '../../testing/stock.js';
import { distinctRows, rowKey } from './distinct-rows.js';

const rows = fc.array(
  fc
    .record({
      sku: fc.constantFrom('a', 'b', 'c'),
      warehouse: fc.constantFrom('', 'East'),
      available: fc.nat(3),
    })
    .map((more): StockRow => aRow(more)),
);

describe('distinctRows', () => {
  it('keeps the first figure, and tells of another one', () => {
    const page = [aRow({ available: 1 }), aRow({ available: 2 }), aRow({ available: 1 })];
    expect(distinctRows(page)).toEqual({
      rows: [page[0]],
      refused: [{ sku: 'SKU-1', reason: 'the list names it twice: 1 was taken, 2 was not' }],
    });
  });

  it('names the warehouse where there is one', () => {
    const page = [aRow({ warehouse: 'East', available: 1 }), aRow({ warehouse: 'East', available: 2 })];
    expect(distinctRows(page).refused[0]?.reason).toContain('twice in East');
  });

  it('leaves each SKU and warehouse once, with the figure that came first', () => {
    fc.assert(
      fc.property(rows, (page) => {
        const kept = distinctRows(page).rows;
        expect(kept.map(rowKey)).toEqual([...new Set(page.map(rowKey))]);
        for (const row of kept) expect(page.find((each) => rowKey(each) === rowKey(row))).toBe(row);
      }),
    );
  });

  it('tells of every figure that was not taken, and of none that was', () => {
    fc.assert(
      fc.property(rows, (page) => {
        const { rows: kept, refused } = distinctRows(page);
        const figure = new Map(kept.map((row) => [rowKey(row), row.available]));
        const others = page.filter((row) => row.available !== figure.get(rowKey(row)));
        expect(refused.map(({ sku }) => sku)).toEqual(others.map(({ sku }) => sku));
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(rows, (page) => {
        const once = distinctRows(page).rows;
        expect(distinctRows(once)).toEqual({ rows: once, refused: [] });
      }),
    );
  });
});

describe('rowKey', () => {
  it('tells apart what would read the same', () => {
    expect(rowKey({ sku: 'a', warehouse: 'b c' })).not.toBe(rowKey({ sku: 'a b', warehouse: 'c' }));
  });
});
