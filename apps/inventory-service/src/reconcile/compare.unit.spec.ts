import fc from 'fast-check';
import { type Believed, compare } from './compare.js';

const believed = (acknowledged: number, more: Partial<Believed> = {}): Believed => ({
  ...{ connectionId: 'con_1', world: 'production', sku: 'A', warehouse: 'Main', item: 'upc:1', day: '' },
  acknowledged,
  ...more,
});
const figure = (quantity: number, warehouse: string | null = 'Main', on: string | null = null) => ({
  quantity,
  warehouse,
  on,
});
const EXACT = { decPending: false };

describe('figures by warehouse and day', () => {
  it('are as believed, or drift with what JOOR holds', () => {
    const rows = [believed(4), believed(9, { day: '2027-02-01' }), believed(2, { warehouse: 'West' })];
    const figures = [figure(4), figure(9, 'Main', '2027-02-01'), figure(2, 'West')];
    expect(compare(figures, rows, EXACT)).toEqual([]);
    expect(compare([figure(5), ...figures.slice(1)], rows, EXACT)).toEqual([{ ...believed(4), held: 5 }]);
  });

  it('that JOOR does not have are 0 there', () => {
    expect(compare([figure(3, 'West')], [believed(4)], EXACT)).toEqual([{ ...believed(4), held: 0 }]);
    expect(compare([figure(3, 'West')], [believed(0)], EXACT)).toEqual([]);
  });

  it('of warehouses that are not ours say nothing', () => {
    expect(compare([figure(4), figure(99, 'Theirs')], [believed(4)], EXACT)).toEqual([]);
  });
});

describe('an item without a figure', () => {
  it('is made-to-order: it drifts even where it was told 0', () => {
    expect(compare([], [believed(0), believed(4, { sku: 'B' })], EXACT)).toEqual([
      { ...believed(0), held: null },
      { ...believed(4, { sku: 'B' }), held: null },
    ]);
    expect(compare([], [], EXACT)).toEqual([]);
  });
});

describe('one number', () => {
  const other = believed(3, { connectionId: 'con_2', warehouse: 'West' });

  it('is the sum over all connections of the account', () => {
    expect(compare([figure(7, null)], [believed(4), other], EXACT)).toEqual([]);
    expect(compare([figure(8, null)], [believed(4), other], EXACT)).toEqual([
      { ...believed(4), held: null },
      { ...other, held: null },
    ]);
  });

  it('may have in it what comes later, or not', () => {
    const later = believed(9, { day: '2027-02-01' });
    expect(compare([figure(4, null)], [believed(4), later], EXACT)).toEqual([]);
    expect(compare([figure(13, null)], [believed(4), later], EXACT)).toEqual([]);
    expect(compare([figure(12, null)], [believed(4), later], EXACT)).toEqual([
      { ...believed(4), held: null },
    ]);
  });

  it('of one row says what JOOR holds of it', () => {
    expect(compare([figure(6, null)], [believed(4)], EXACT)).toEqual([{ ...believed(4), held: 6 }]);
  });
});

it('where JOOR subtracts pending orders, less is as it should be, and more is not', () => {
  const pending = { decPending: true };
  expect(compare([figure(1)], [believed(4)], pending)).toEqual([]);
  expect(compare([figure(5)], [believed(4)], pending)).toEqual([{ ...believed(4), held: 5 }]);
});

it('what JOOR holds as it was told never drifts, in whatever order it lists it', () => {
  const places = fc.uniqueArray(
    fc.record({
      warehouse: fc.constantFrom('Main', 'West', 'North'),
      day: fc.constantFrom('', '2027-01-01', '2027-02-01'),
      acknowledged: fc.nat(100),
    }),
    { minLength: 1, selector: ({ warehouse, day }) => `${warehouse} ${day}` },
  );
  fc.assert(
    fc.property(places, (rows) => {
      const told = rows.map(({ acknowledged, ...place }) => believed(acknowledged, place));
      const figures = rows.map((row) => figure(row.acknowledged, row.warehouse, row.day || null));
      expect(compare([...figures].reverse(), told, EXACT)).toEqual([]);
      for (const row of told) {
        const changed = figures.map((one) =>
          one.warehouse === row.warehouse && (one.on ?? '') === row.day
            ? { ...one, quantity: one.quantity + 1 }
            : one,
        );
        expect(compare(changed, told, EXACT)).toEqual([{ ...row, held: row.acknowledged + 1 }]);
      }
    }),
  );
});
