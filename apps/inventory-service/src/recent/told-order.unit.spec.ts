import fc from 'fast-check';
import { anOutcome, at } from '../testing/stock.js';
import { type ToldOrder, toldOrder, worldOfOrder } from './told-order.js';

type Outcome = ReturnType<typeof anOutcome>;
const minute = (n: number) => at(`10:${n}`);
const delivered = (n: number, more: Partial<Outcome> = {}) =>
  anOutcome({ at: minute(n), deliveredAt: minute(n), ...more });
const cancelled = (n: number, more: Partial<Outcome> = {}) =>
  anOutcome({ at: minute(n), state: 'delivered', cancelledInJoor: true, ...more });

const after = (...outcomes: Outcome[]): ToldOrder | null =>
  outcomes.reduce<ToldOrder | null>((known, outcome) => toldOrder(known, outcome).order, null);
const goneSince = (...outcomes: Outcome[]) => {
  const time = after(...outcomes)?.deliveredAt;
  return time ? new Date(time).toISOString() : null;
};

describe('an order', () => {
  it('that was delivered takes its units since the delivery, not since it was told', () => {
    expect(goneSince(delivered(10, { at: minute(20) }))).toBe(minute(10));
  });

  it.each([
    'waiting',
    'skipped',
    'held',
    'delivering',
    'parked',
    'would-deliver',
    'failed',
    'cancelled',
  ] as const)('that is %s takes none', (state) => {
    expect(goneSince(anOutcome({ state }))).toBeNull();
    expect(goneSince(delivered(10), anOutcome({ state, at: minute(11) }))).toBeNull();
  });

  it('that JOOR cancels after its delivery gives its units back', () => {
    expect(goneSince(delivered(10), cancelled(11))).toBeNull();
  });

  it('does not move when its delivery is told again', () => {
    expect(goneSince(delivered(10), delivered(20))).toBe(minute(10));
    expect(goneSince(delivered(20), delivered(10))).toBe(minute(10));
  });

  it('that was cancelled and delivered anew is gone since the new delivery', () => {
    expect(goneSince(delivered(10), cancelled(11), delivered(12))).toBe(minute(12));
  });

  it('whose newer revision is told of says what that says', () => {
    const newer = delivered(20, { revision: 'rev-0002', deliveredAt: minute(15) });
    expect(goneSince(delivered(10), newer)).toBe(minute(15));
    expect(goneSince(newer, delivered(10))).toBe(minute(15));
  });

  it('keeps to the newer of two outcomes, whichever comes last', () => {
    expect(goneSince(cancelled(11), delivered(10))).toBeNull();
    expect(goneSince(cancelled(10), delivered(11))).toBe(minute(11));
  });

  it('of which an older outcome comes keeps the lines that it has', () => {
    expect(toldOrder(after(delivered(10)), delivered(11)).holds).toBe(true);
    expect(toldOrder(after(delivered(11)), delivered(10)).holds).toBe(false);
  });
});

describe('all orders', () => {
  const outcomes = fc.uniqueArray(fc.record({ n: fc.integer({ min: 10, max: 30 }), gone: fc.boolean() }), {
    selector: ({ n }) => n,
    minLength: 1,
    maxLength: 8,
  });
  const told = ({ n, gone }: { n: number; gone: boolean }) => (gone ? delivered(n) : cancelled(n));

  it('end where the newest outcome leaves them, in whatever order outcomes come', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const newest = all.reduce((a, b) => (b.n > a.n ? b : a));
        const end = after(...all.map(told));
        expect(end?.toldAt).toBe(Date.parse(minute(newest.n)));
        expect(end?.deliveredAt !== null).toBe(newest.gone);
      }),
    );
  });

  it('are never gone since later than the newest delivery that was told: no unit is sold twice for it', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const end = after(...all.map(told))?.deliveredAt ?? null;
        const newest = all.reduce((a, b) => (b.n > a.n ? b : a));
        if (end !== null) expect(end).toBeLessThanOrEqual(Date.parse(minute(newest.n)));
      }),
    );
  });

  it('are the same when any outcome comes once more', () => {
    fc.assert(
      fc.property(outcomes, (inAnyOrder) => {
        const all = inAnyOrder.toSorted((a, b) => a.n - b.n).map(told);
        const end = after(...all);
        const [last] = all.slice(-1);
        if (last) expect(after(...all, last)).toEqual(end);
      }),
    );
  });
});

describe('worldOfOrder', () => {
  it('goes by what JOOR’s sandbox orders begin with', () => {
    expect(worldOfOrder('TEST-100')).toBe('sandbox');
    expect(worldOfOrder('100')).toBe('production');
    expect(worldOfOrder('100TEST-')).toBe('production');
  });
});
