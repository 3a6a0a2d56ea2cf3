import { MAX_QUANTITY } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { neededTextIn } from '../../row/row-text.js';
import { isRefusedRow } from '../../stock/read-stock-row.js';
import { readSkubanaStock, type StockRules } from './stock-rows.js';

const rules = (options: StockRules['options']): StockRules => ({
  options,
  warehouse: 'East',
  names: { nameOf: (product) => neededTextIn(product, 'masterSku', 200) },
  inactive: new Set(['7']),
});
const CHANNEL = rules({ stockMode: 'per-sales-channel', subtractLockedQuantity: false });
const LOCKED = rules({ stockMode: 'per-warehouse', subtractLockedQuantity: true });
const product = { productId: 1, masterSku: 'A' };

it.each<[object, object]>([
  [
    { onHandQuantity: 5, lockedQuantity: 5 },
    { available: 0, note: null },
  ],
  [
    { onHandQuantity: 5, lockedQuantity: 6 },
    { available: 0, note: 'the WMS said -1' },
  ],
  [
    { onHandQuantity: -5, lockedQuantity: 2 },
    { available: 0, note: 'the WMS said -5' },
  ],
  [
    { onHandQuantity: 5, lockedQuantity: -2 },
    { available: 5, note: null },
  ],
  [{ onHandQuantity: 5, lockedQuantity: 1.5 }, { reason: 'lockedQuantity must be a whole number' }],
  [{ onHandQuantity: 1e9, lockedQuantity: 0 }, { reason: 'onHandQuantity must not be above 100000000' }],
])('of %j on hand and locked makes %j', (row, read) => {
  expect(readSkubanaStock({ product, ...row }, LOCKED)).toMatchObject(read);
});

it('leaves a product out that is inactive, however its id is written and whatever its figure is', () => {
  for (const productId of [7, '7', ' 7 '])
    expect(readSkubanaStock({ product: { productId } }, CHANNEL)).toBeNull();
});

it('never throws, and answers whole quantities within the limits, or a reason', () => {
  const quantity = fc.oneof(fc.integer(), fc.double(), fc.anything());
  const rows = fc.record(
    {
      product: fc.oneof(
        fc.record({
          productId: fc.anything(),
          masterSku: fc.oneof(fc.string(), fc.anything()),
          upc: fc.anything(),
        }),
        fc.anything(),
      ),
      onHandQuantity: quantity,
      lockedQuantity: quantity,
      warehouseStockTotals: fc.oneof(fc.record({ availableQuantity: quantity }), fc.anything()),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(rows, fc.anything()), fc.constantFrom(CHANNEL, LOCKED), (raw, by) => {
      const row = readSkubanaStock(raw, by);
      if (row === null) return true;
      if (isRefusedRow(row)) return row.reason !== '';
      return Number.isInteger(row.available) && row.available >= 0 && row.available <= MAX_QUANTITY;
    }),
  );
});
