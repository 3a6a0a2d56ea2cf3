import fc from 'fast-check';
import { doubtOf } from './vanished.js';

describe('what a list has lost', () => {
  it.each([
    [{ rows: 100, listed: 100, vanished: 0 }, null],
    [{ rows: 10, listed: 100, vanished: 90 }, null],
    [{ rows: 9, listed: 100, vanished: 91 }, /lost 91 of 100 levels, more than 90 %/],
    [{ rows: 0, listed: 3, vanished: 3 }, /empty list, where 3 levels/],
    [{ rows: 0, listed: 0, vanished: 0 }, null],
    [{ rows: 500, listed: 2, vanished: 2 }, /lost 2 of 2/],
    [{ rows: 1, listed: 2, vanished: 1 }, null],
  ])('%j', (counts, expected) => {
    const doubt = doubtOf(counts);
    if (expected === null) expect(doubt).toBeNull();
    else expect(doubt).toMatch(expected);
  });

  it('is never all that was known, without a doubt', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), (listed, rows) => {
        expect(doubtOf({ rows, listed, vanished: listed })).toContain('Nothing was set to 0.');
      }),
    );
  });
});
