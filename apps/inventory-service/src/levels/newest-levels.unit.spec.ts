import { stockKey } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { aLevel, at } from '../testing/stock.js';
import { newestLevels, supersedesLevel } from './newest-levels.js';

const levels = fc.array(
  fc
    .record({
      sku: fc.constantFrom('a', 'b'),
      warehouse: fc.constantFrom('', 'East'),
      world: fc.constantFrom('production' as const, 'sandbox' as const),
      available: fc.nat(50),
      minute: fc.integer({ min: 10, max: 15 }),
    })
    .map(({ minute, ...more }) => aLevel({ ...more, asOf: at(`10:${minute}`) })),
  { maxLength: 30 },
);

describe('newestLevels', () => {
  it('keeps the later of two, whichever comes last', () => {
    const [older, newer] = [aLevel({ available: 1 }), aLevel({ available: 2, asOf: at('10:01') })];
    expect(newestLevels([older, newer])).toEqual([newer]);
    expect(newestLevels([newer, older])).toEqual([newer]);
  });

  it('keeps what comes last of two of the same time, as compaction does', () => {
    const [first, last] = [aLevel({ available: 1 }), aLevel({ available: 2 })];
    expect(newestLevels([first, last])).toEqual([last]);
  });

  it('compares times, not their texts', () => {
    const late = aLevel({ asOf: '2026-11-20T10:00:00.5Z', available: 1 });
    const early = aLevel({ asOf: '2026-11-20T10:00:00Z', available: 2 });
    expect(newestLevels([late, early])).toEqual([late]);
  });

  it('gives one level a SKU, warehouse and world: none that came is newer', () => {
    fc.assert(
      fc.property(levels, (all) => {
        const kept = newestLevels(all);
        expect(new Set(kept.map(stockKey))).toEqual(new Set(all.map(stockKey)));
        expect(kept).toHaveLength(new Set(kept.map(stockKey)).size);
        for (const level of kept) {
          const rivals = all.filter((other) => stockKey(other) === stockKey(level));
          expect(rivals.every(({ asOf }) => asOf <= level.asOf)).toBe(true);
        }
      }),
    );
  });

  it('does not depend on the order in which levels of different times come', () => {
    fc.assert(
      fc.property(levels, fc.nat(), (all, seed) => {
        const distinct = [...new Map(all.map((level) => [stockKey(level) + level.asOf, level])).values()];
        const shuffled = distinct
          .map((level, n) => ({ level, place: (n * 7919 + seed) % 101 }))
          .sort((a, b) => a.place - b.place)
          .map(({ level }) => level);
        const byKey = (kept: typeof all) => new Map(kept.map((level) => [stockKey(level), level]));
        expect(byKey(newestLevels(shuffled))).toEqual(byKey(newestLevels(distinct)));
      }),
    );
  });

  it('comes to the same whether levels come at once or in parts, and whether some come again', () => {
    fc.assert(
      fc.property(levels, fc.nat(30), fc.nat(30), (all, cut, again) => {
        const inParts = newestLevels([...newestLevels(all.slice(0, cut)), ...all.slice(cut)]);
        expect(new Set(inParts)).toEqual(new Set(newestLevels(all)));
        // A consumer that starts over reads what it has read from some record on once more, up to the end.
        expect(new Set(newestLevels([...all, ...all.slice(again)]))).toEqual(new Set(newestLevels(all)));
      }),
    );
  });
});

describe('supersedesLevel', () => {
  it.each([
    ['10:00', '10:01', true],
    ['10:00', '10:00', true],
    ['10:01', '10:00', false],
  ])('of %s by %s: %s', (current, incoming, expected) => {
    expect(supersedesLevel({ asOf: at(current) }, { asOf: at(incoming) })).toBe(expected);
  });
});
