import { defaultSettings } from '@joor-bridge/contracts';
import { type AvailabilityRules, availableToSell, type RecentLine, rulesOf } from './available-to-sell.js';
import { explain } from './explain.js';

const at = (warehouse: string, available: number) => ({ warehouse, available, future: [], trueAt: 1_000 });
const order = (orderId: string, quantity: number): RecentLine => ({ orderId, quantity, deliveredAt: 2_000 });
const said = (
  levels: ReturnType<typeof at>[],
  recent: RecentLine[],
  rules: Partial<AvailabilityRules> = {},
) => {
  const { steps, quantity } = availableToSell(levels, recent, {
    ...rulesOf(defaultSettings(), '2026-12-31'),
    ...rules,
  });
  return explain(steps, quantity);
};

describe('the explanation of a figure', () => {
  it.each([
    [said([at('', 40)], []), 'WMS 40 → sent 40'],
    [
      said([at('', 40)], [order('1', 2), order('2', 1)], { minimumLevel: 5 }),
      'WMS 40 − recent 3 (orders 1, 2) = 37 → minimum 5 → sent 37',
    ],
    [said([at('', 4)], [], { minimumLevel: 5 }), 'WMS 4 → minimum 5 → sent 0'],
    [said([at('', 2)], [order('7', 5)]), 'WMS 2 − recent 5 (order 7) = -3 → at least 0 → sent 0'],
    [
      said([at('West', 15), at('East', 25), at('', 1)], [], { allocationPercent: 50, cap: 10 }),
      'WMS 1 (unnamed) + 25 (East) + 15 (West) = 41 → 50 % = 20 → cap 10 = 10 → sent 10',
    ],
    [
      said([at('East', 25), at('North', 9)], [], { warehouses: new Set(['East']) }),
      'WMS 25 → sent 25 (not counted: North 9)',
    ],
    [
      said([at('North', 9)], [], { warehouses: new Set(['East']) }),
      'WMS 0 (in no counted warehouse) → sent 0 (not counted: North 9)',
    ],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('names five orders and counts the others', () => {
    const orders = ['1', '2', '3', '4', '5', '6', '7'].map((id) => order(id, 1));
    expect(said([at('', 40)], orders)).toBe(
      'WMS 40 − recent 7 (orders 1, 2, 3, 4, 5 and 2 more) = 33 → sent 33',
    );
  });

  it('of a SKU without any level says so', () => {
    expect(explain([], 0)).toBe('WMS 0 (in no counted warehouse) → sent 0');
  });
});
