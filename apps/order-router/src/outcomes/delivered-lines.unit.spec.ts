import type { DecidedLine } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { deliveredLines } from './delivered-lines.js';

const line = (itemCode: string, quantity: number, struckOut: string | null = null): DecidedLine => ({
  key: `${itemCode}|${quantity}`,
  ...{ itemCode, quantity, struckOut },
});

describe('deliveredLines', () => {
  it('adds up the lines of one item, each item where it comes first', () => {
    expect(deliveredLines([line('B', 2), line('A', 3), line('B', 5)])).toEqual([
      { itemCode: 'B', quantity: 7 },
      { itemCode: 'A', quantity: 3 },
    ]);
  });

  it.each([
    ['struck out', line('A', 3, 'item filter')],
    ['without a code', line('', 3)],
    ['of nothing', line('A', 0)],
    ['of less than nothing', line('A', -3)],
  ])('leaves out a line %s', (_, left) => {
    expect(deliveredLines([left])).toEqual([]);
    expect(deliveredLines([left, line('A', 1)])).toEqual([{ itemCode: 'A', quantity: 1 }]);
  });

  it('loses no unit, names each item once, and is the same in whatever order the lines come', () => {
    const lines = fc.array(
      fc
        .tuple(fc.constantFrom('A', 'B', 'C', ''), fc.integer({ min: 0, max: 1_000 }), fc.boolean())
        .map(([code, quantity, struck]) => line(code, quantity, struck ? 'item filter' : null)),
    );
    fc.assert(
      fc.property(lines, (some) => {
        const delivered = deliveredLines(some);
        const sum = (quantities: readonly { quantity: number }[]) =>
          quantities.reduce((total, { quantity }) => total + quantity, 0);
        expect(sum(delivered)).toBe(
          sum(some.filter(({ itemCode, struckOut }) => itemCode !== '' && struckOut === null)),
        );
        expect(new Set(delivered.map(({ itemCode }) => itemCode)).size).toBe(delivered.length);
        const byCode = (all: typeof delivered) => [...all].sort((a, b) => (a.itemCode < b.itemCode ? -1 : 1));
        expect(byCode(deliveredLines([...some].reverse()))).toEqual(byCode(delivered));
      }),
    );
  });
});
