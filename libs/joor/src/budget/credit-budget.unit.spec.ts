import fc from 'fast-check';
import { CREDITS, CREDITS_PER_WINDOW, type CreditWindow, judgeSpending } from './credit-budget.js';

const at = (used: number): CreditWindow => ({ used, endsInMs: 1_000 });

test.each([
  ['live', 0, 1, true],
  ['live', 299, 1, true],
  ['live', 300, 1, false],
  ['live', 295, CREDITS.write, true],
  ['live', 296, CREDITS.write, false],
  ['backfill', 149, 1, true],
  ['backfill', 150, 1, false],
] as const)('%s at %d used, asking for %d: %p', (lane, used, credits, granted) => {
  expect(judgeSpending(at(used), lane, credits).granted).toBe(granted);
});

test('a window that has not begun grants', () => {
  expect(judgeSpending(null, 'backfill', 5)).toEqual({ granted: true });
});

test('a refusal waits for the end of the window, never for nothing', () => {
  expect(judgeSpending(at(300), 'live', 1)).toEqual({ granted: false, waitMs: 1_000 });
  expect(judgeSpending({ used: 300, endsInMs: 0 }, 'live', 1)).toEqual({ granted: false, waitMs: 1 });
});

test('no sequence of spendings passes the window, and backfill leaves live its half', () => {
  const asks = fc.array(
    fc.record({
      lane: fc.constantFrom('live' as const, 'backfill' as const),
      credits: fc.constantFrom(1, 5),
    }),
    { maxLength: 800 },
  );
  fc.assert(
    fc.property(asks, (spendings) => {
      const used = { live: 0, backfill: 0 };
      for (const { lane, credits } of spendings) {
        if (judgeSpending(at(used.live + used.backfill), lane, credits).granted) used[lane] += credits;
      }
      expect(used.live + used.backfill).toBeLessThanOrEqual(CREDITS_PER_WINDOW);
      expect(used.backfill).toBeLessThanOrEqual(CREDITS_PER_WINDOW / 2);
    }),
  );
});
