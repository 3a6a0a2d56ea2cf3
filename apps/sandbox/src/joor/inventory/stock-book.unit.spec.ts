import fc from 'fast-check';
import { keyOf, StockBook } from './stock-book.js';

const row = (item: string, quantity: number, more = {}) => ({
  item,
  warehouse: 'East',
  on: null,
  quantity,
  madeToOrder: false,
  ...more,
});
const at = (askedAt: number, landedAt = askedAt) => ({ at: landedAt, askedAt });

describe('StockBook', () => {
  it('sums what all warehouses have now, without what is to come', () => {
    const book = new StockBook();
    book.write(row('a', 5), at(1));
    book.write(row('a', 3, { warehouse: 'West' }), at(1));
    book.write(row('a', 100, { on: '2027-03-01' }), at(1));
    expect(book.immediate('a')).toBe(8);
    expect(book.of('a')).toHaveLength(3);
    expect(book.immediate('b')).toBeNull();
  });

  it('keeps every write of a row, with when it was asked for and when it landed', () => {
    const book = new StockBook();
    book.write(row('a', 5), at(1, 2));
    book.write(row('a', 4), at(3, 3));
    expect(book.of('a')[0]).toMatchObject({
      quantity: 4,
      writes: [
        { at: 2, askedAt: 1, quantity: 5, cause: 'update' },
        { at: 3, askedAt: 3, quantity: 4, cause: 'update' },
      ],
    });
    expect([book.writes, book.overtaken]).toEqual([2, 0]);
  });

  it('counts a figure that overwrote one that had been asked for later', () => {
    const book = new StockBook();
    book.write(row('a', 12), at(20));
    book.write(row('a', 10), at(10, 30));
    expect([book.immediate('a'), book.overtaken]).toEqual([10, 1]);
  });

  it('still knows what was newest after it was overwritten', () => {
    const book = new StockBook();
    book.write(row('a', 12), at(20));
    book.write(row('a', 10), at(10, 30));
    book.write(row('a', 11), at(15, 40));
    expect(book.overtaken).toBe(2);
  });

  it('does not count the same figure come late, nor another warehouse', () => {
    const book = new StockBook();
    book.write(row('a', 12), at(20));
    book.write(row('a', 12), at(10, 30));
    book.write(row('a', 7, { warehouse: 'West' }), at(10, 30));
    expect(book.overtaken).toBe(0);
  });

  it('has no figure of what is made to order, until one is written', () => {
    const book = new StockBook();
    book.write(row('a', 5), at(1));
    book.write(row('a', 6, { warehouse: 'West' }), at(1));
    book.write(row('a', 0, { madeToOrder: true }), at(2));
    expect([book.immediate('a'), book.isMadeToOrder('a')]).toEqual([null, true]);
    expect(book.of('a')[1]?.writes.at(-1)?.cause).toBe('made-to-order');
    book.write(row('a', 2), at(3));
    expect([book.immediate('a'), book.isMadeToOrder('a')]).toEqual([2, false]);
  });

  it('forgets everything when cleared', () => {
    const book = new StockBook();
    book.write(row('a', 5), at(2));
    book.write(row('a', 6, { madeToOrder: true }), at(1));
    book.clear();
    expect([book.all(), book.writes, book.overtaken, book.isMadeToOrder('a')]).toEqual([[], 0, 0, false]);
  });

  it('keeps the newest thousand writes of a row', () => {
    const book = new StockBook();
    for (let time = 1; time <= 1_005; time++) book.write(row('a', time), at(time));
    expect(book.of('a')[0]?.writes).toHaveLength(1_000);
    expect(book.of('a')[0]?.writes[0]?.quantity).toBe(6);
    expect(book.writes).toBe(1_005);
  });

  it('has what was written last, whatever was written', () => {
    const write = fc.record({
      item: fc.constantFrom('a', 'b'),
      warehouse: fc.constantFrom('East', 'West'),
      quantity: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(write), (writes) => {
        const book = new StockBook();
        const model = new Map<string, number>();
        for (const [time, { item, warehouse, quantity }] of writes.entries()) {
          book.write(row(item, quantity, { warehouse }), at(time + 1));
          model.set(keyOf({ item, warehouse, on: null }), quantity);
        }
        expect(new Map(book.all().map((one) => [keyOf(one), one.quantity]))).toEqual(model);
        expect(book.overtaken).toBe(0);
      }),
    );
  });
});

describe('clearing warehouses', () => {
  const filled = () => {
    const book = new StockBook();
    book.write(row('a', 1), at(1));
    book.write(row('b', 2), at(1));
    book.write(row('b', 3, { warehouse: 'West' }), at(1));
    return book;
  };
  const kept = new Set([keyOf({ item: 'a', warehouse: 'East', on: null })]);

  it('clears the named ones, but for what is kept', () => {
    const book = filled();
    book.clearWarehouses(new Set(['East']), kept, ['b', 'c'], at(2));
    expect([book.immediate('a'), book.immediate('b')]).toEqual([1, 3]);
    expect(book.of('b')[0]?.writes.at(-1)).toEqual({ at: 2, askedAt: 2, quantity: null, cause: 'overwrite' });
  });

  it('makes to order what has no figure left', () => {
    const book = filled();
    book.clearWarehouses(new Set(['East']), kept, ['b', 'c'], at(2));
    expect(['a', 'b', 'c'].map((item) => book.isMadeToOrder(item))).toEqual([false, false, true]);
    book.clearWarehouses(null, kept, ['b', 'c'], at(3));
    expect([book.isMadeToOrder('b'), book.immediate('b')]).toEqual([true, null]);
  });
});
