import { defaultSettings } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { type Figures, guard, guardRulesOf } from './guard.js';

const RULES = guardRulesOf(defaultSettings());
const figures = (more: Partial<Figures> = {}): Figures => ({
  listed: 100,
  zeroed: 0,
  totalBefore: 1_000,
  totalAfter: 1_000,
  ...more,
});

describe('the guard', () => {
  it('has the settings as its limits', () => {
    expect(RULES).toEqual({ zeroPercent: 20, dropPercent: 50 });
  });

  it('lets an ordinary run go', () => {
    expect(guard(figures({ zeroed: 20, totalAfter: 500 }), RULES, false, null)).toEqual([]);
    expect(guard(figures({ totalAfter: 9_000 }), RULES, false, null)).toEqual([]);
  });

  it('stops one that would set more than the share to zero', () => {
    expect(guard(figures({ zeroed: 21 }), RULES, false, null)).toEqual([
      '21 of 100 listed items (21 %) would be set to 0; 20 % go without asking.',
    ]);
  });

  it('stops one that would lower the total by more than the share', () => {
    expect(guard(figures({ totalAfter: 499 }), RULES, false, null)).toEqual([
      'The total would fall from 1000 to 499 units (50.1 %); 50 % go without asking.',
    ]);
  });

  it('says both', () => {
    expect(guard(figures({ zeroed: 100, totalAfter: 0 }), RULES, false, null)).toHaveLength(2);
  });

  it('stops a first run whatever it does', () => {
    expect(guard(figures({ totalBefore: 0 }), { zeroPercent: 100, dropPercent: 100 }, true, null)).toEqual([
      'Nothing was sent for this connection before: look at the figures.',
    ]);
  });

  it('never objects at 100 %', () => {
    const all = figures({ zeroed: 100, totalAfter: 0 });
    expect(guard(all, { zeroPercent: 100, dropPercent: 100 }, false, null)).toEqual([]);
  });

  it('objects to the least at 0 %', () => {
    const strict = { zeroPercent: 0, dropPercent: 0 };
    expect(guard(figures({ zeroed: 1 }), strict, false, null)).toHaveLength(1);
    expect(guard(figures({ totalAfter: 999 }), strict, false, null)).toHaveLength(1);
    expect(guard(figures(), strict, false, null)).toEqual([]);
  });
});

describe('what was approved', () => {
  const approved = figures({ zeroed: 40, totalAfter: 400 });

  it('goes on as it is, and as it gets done', () => {
    expect(guard(approved, RULES, false, approved)).toEqual([]);
    expect(guard({ ...approved, zeroed: 0, totalBefore: 400 }, RULES, false, approved)).toEqual([]);
  });

  it('goes on when it got a little worse, or better', () => {
    expect(guard(figures({ zeroed: 50, totalAfter: 360 }), RULES, false, approved)).toEqual([]);
    expect(guard(figures({ zeroed: 0, totalAfter: 5_000 }), RULES, false, approved)).toEqual([]);
  });

  it('asks again when it got much worse', () => {
    expect(guard(figures({ zeroed: 51, totalAfter: 400 }), RULES, false, approved)).toEqual([
      '51 items would be set to 0; 40 were approved.',
    ]);
    expect(guard(figures({ zeroed: 40, totalAfter: 359 }), RULES, false, approved)).toEqual([
      'The total would be 359 units; 400 were approved.',
    ]);
  });

  it('of a first run covers that run only as it was seen', () => {
    const seen = figures({ totalBefore: 0, totalAfter: 1_000 });
    expect(guard(seen, RULES, true, seen)).toEqual([]);
    expect(guard({ ...seen, totalAfter: 0 }, RULES, true, seen)).toHaveLength(1);
  });

  it('is no wider than a guard that is set tighter', () => {
    const strict = { zeroPercent: 2, dropPercent: 2 };
    expect(guard(figures({ zeroed: 43, totalAfter: 390 }), strict, false, approved)).toHaveLength(2);
  });
});

const anyFigures = fc
  .record({
    listed: fc.integer({ min: 1, max: 10_000 }),
    share: fc.integer({ min: 0, max: 100 }),
    totalBefore: fc.nat(1_000_000),
    totalAfter: fc.nat(1_000_000),
  })
  .map(
    ({ listed, share, ...totals }): Figures => ({
      ...totals,
      listed,
      zeroed: Math.floor((listed * share) / 100),
    }),
  );
const anyRules = fc.record({
  zeroPercent: fc.integer({ min: 0, max: 100 }),
  dropPercent: fc.integer({ min: 0, max: 100 }),
});

describe('its laws', () => {
  it('nothing worse goes where something better was stopped', () => {
    fc.assert(
      fc.property(anyFigures, anyRules, fc.nat(100), fc.nat(1_000), (one, rules, more, less) => {
        const worse = {
          ...one,
          zeroed: Math.min(one.listed, one.zeroed + more),
          totalAfter: Math.max(0, one.totalAfter - less),
        };
        if (guard(one, rules, false, null).length === 0) return;
        expect(guard(worse, rules, false, null).length).toBeGreaterThan(0);
      }),
    );
  });

  it('a tighter rule stops all that a wider one stops', () => {
    fc.assert(
      fc.property(anyFigures, anyRules, fc.nat(100), (one, rules, by) => {
        const tighter = {
          zeroPercent: Math.max(0, rules.zeroPercent - by),
          dropPercent: Math.max(0, rules.dropPercent - by),
        };
        if (guard(one, rules, false, null).length === 0) return;
        expect(guard(one, tighter, false, null).length).toBeGreaterThan(0);
      }),
    );
  });

  it('what was approved may always be sent exactly so', () => {
    fc.assert(
      fc.property(anyFigures, anyRules, fc.boolean(), (one, rules, first) => {
        expect(guard(one, rules, first, one)).toEqual([]);
      }),
    );
  });

  it('a run that takes nothing away is stopped by nothing but being the first', () => {
    fc.assert(
      fc.property(anyFigures, anyRules, (one, rules) => {
        const harmless = { ...one, zeroed: 0, totalAfter: one.totalBefore };
        expect(guard(harmless, rules, false, null)).toEqual([]);
        expect(guard(harmless, rules, true, null)).toHaveLength(1);
      }),
    );
  });
});
