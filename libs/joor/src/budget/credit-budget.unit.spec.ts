import fc from 'fast-check';
import {
  CREDITS,
  CREDITS_PER_WINDOW,
  type CreditWindow,
  judgeSpending,
  LANE_LIMITS,
  type Lane,
} from './credit-budget.js';

const at = (used: number): CreditWindow => ({ used, endsInMs: 1_000 });

test.each([
  ['live', 0, 1, true],
  ['live', 299, 1, true],
  ['live', 300, 1, false],
  ['live', 295, CREDITS.write, true],
  ['live', 296, CREDITS.write, false],
  ['backfill', 149, 1, true],
  ['backfill', 150, 1, false],
  ['inventory', 235, CREDITS.write, true],
  ['inventory', 236, CREDITS.write, false],
  ['inventory', 240, 1, false],
  ['products', 145, CREDITS.write, true],
  ['products', 146, CREDITS.write, false],
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

/** Every lane asks in any order, reads and writes; what each was granted. */
function spend(asks: readonly { lane: Lane; credits: number }[]) {
  const used: Record<Lane, number> = { live: 0, inventory: 0, backfill: 0, products: 0 };
  const total = () => used.live + used.inventory + used.backfill + used.products;
  for (const { lane, credits } of asks) {
    if (judgeSpending(at(total()), lane, credits).granted) used[lane] += credits;
  }
  return { used, total: total() };
}
const LANES = Object.keys(LANE_LIMITS) as Lane[];
const asksOf = (...lanes: Lane[]) =>
  fc.array(
    fc.record({ lane: fc.constantFrom(...lanes), credits: fc.constantFrom(...Object.values(CREDITS)) }),
    {
      maxLength: 800,
    },
  );

test('no sequence of spendings passes the window, nor a lane its limit', () => {
  fc.assert(
    fc.property(asksOf(...LANES), (asks) => {
      const { used, total } = spend(asks);
      expect(total).toBeLessThanOrEqual(CREDITS_PER_WINDOW);
      for (const lane of LANES) expect(used[lane]).toBeLessThanOrEqual(LANE_LIMITS[lane]);
    }),
  );
});

test('whatever the others took, orders find 60 credits and inventory 90', () => {
  const polls = Array.from({ length: 60 }, () => ({ lane: 'live' as const, credits: CREDITS.read }));
  const batches = Array.from({ length: 18 }, () => ({ lane: 'inventory' as const, credits: CREDITS.write }));
  fc.assert(
    fc.property(asksOf('inventory', 'backfill', 'products'), (asks) => {
      expect(spend([...asks, ...polls]).used.live).toBe(60);
    }),
  );
  fc.assert(
    fc.property(asksOf('backfill', 'products'), (asks) => {
      expect(spend([...asks, ...batches]).used.inventory).toBe(90);
    }),
  );
});
