import { defaultSettings, MAX_QUANTITY } from '@joor-bridge/contracts';
import fc from 'fast-check';
import {
  type AvailabilityRules,
  availableToSell,
  type CountableLevel,
  type RecentLine,
  rulesOf,
  type Step,
} from './available-to-sell.js';

const TODAY = '2026-12-31';
const PLAIN = rulesOf(defaultSettings(), TODAY);
const level = (available: number, more: Partial<CountableLevel> = {}): CountableLevel => ({
  warehouse: 'East',
  available,
  future: [],
  trueAt: 1_000,
  ...more,
});
const line = (quantity: number, deliveredAt: number, orderId = '1'): RecentLine => ({
  orderId,
  quantity,
  deliveredAt,
});
const ats = (levels: CountableLevel[], recent: RecentLine[] = [], rules: Partial<AvailabilityRules> = {}) =>
  availableToSell(levels, recent, { ...PLAIN, ...rules });

describe('the figure', () => {
  it('is what the WMS has where nothing else is said', () => {
    expect(ats([level(40)])).toEqual({
      quantity: 40,
      steps: [{ kind: 'stock', warehouse: 'East', quantity: 40, after: 40 }],
      future: [],
    });
  });

  it('is 0 where there is no level', () => {
    expect(ats([])).toEqual({ quantity: 0, steps: [], future: [] });
  });

  it('adds the warehouses up', () => {
    expect(ats([level(40), level(2, { warehouse: 'West' })]).quantity).toBe(42);
  });

  it('counts the chosen warehouses only and names the others', () => {
    const { quantity, steps } = ats([level(40), level(9, { warehouse: 'North' })], [], {
      warehouses: new Set(['East']),
    });
    expect(quantity).toBe(40);
    expect(steps.at(-1)).toEqual({ kind: 'not-counted', warehouse: 'North', quantity: 9, after: 40 });
  });

  it('is 0 for a SKU that lies in no counted warehouse', () => {
    const recent = [line(3, 5_000)];
    const { quantity, steps } = ats([level(9)], recent, { warehouses: new Set(['West']) });
    expect(quantity).toBe(0);
    expect(steps).toEqual([{ kind: 'not-counted', warehouse: 'East', quantity: 9, after: 0 }]);
  });

  it('takes warehouse names without the blanks around them', () => {
    const settings = { ...defaultSettings(), 'inventory.wmsWarehouses': [' East '] };
    expect(availableToSell([level(4)], [], rulesOf(settings, TODAY)).quantity).toBe(4);
  });

  it('subtracts what was delivered after the level', () => {
    const { quantity, steps } = ats([level(40)], [line(1, 1_001, '2'), line(2, 9_000, '1'), line(5, 1_000)]);
    expect(quantity).toBe(37);
    expect(steps.at(-1)).toEqual({ kind: 'recent', quantity: 3, orders: ['1', '2'], after: 37 });
  });

  it('goes by the oldest of the counted levels, not of the others', () => {
    const levels = [level(10), level(10, { warehouse: 'West', trueAt: 3_000 })];
    expect(ats(levels, [line(4, 2_000)]).quantity).toBe(16);
    expect(ats(levels, [line(4, 2_000)], { warehouses: new Set(['West']) }).quantity).toBe(10);
  });

  it('is never below 0, and says where it was held', () => {
    const { quantity, steps } = ats([level(2)], [line(5, 2_000)]);
    expect(quantity).toBe(0);
    expect(steps.slice(-2)).toEqual([
      { kind: 'recent', quantity: 5, orders: ['1'], after: -3 },
      { kind: 'floor', after: 0 },
    ]);
  });

  it.each([
    [4, 0],
    [5, 5],
    [6, 6],
  ])('with a minimum level of 5 makes %d to %d', (available, quantity) => {
    expect(ats([level(available)], [], { minimumLevel: 5 }).quantity).toBe(quantity);
  });

  it.each([
    [50, 41, 20],
    [99, 1, 0],
    [0, 1_000, 0],
    [100, 41, 41],
  ])('allocates %d %% of %d as %d', (allocationPercent, available, quantity) => {
    expect(ats([level(available)], [], { allocationPercent }).quantity).toBe(quantity);
  });

  it('goes recent, allocation, cap, minimum: in that order', () => {
    const rules = { allocationPercent: 50, cap: 12, minimumLevel: 12 };
    const { quantity, steps } = ats([level(40)], [line(10, 2_000)], rules);
    expect(quantity).toBe(12);
    expect(steps.map(({ kind, after }) => [kind, after])).toEqual([
      ['stock', 40],
      ['recent', 30],
      ['allocation', 15],
      ['cap', 12],
      ['minimum', 12],
    ]);
    expect(ats([level(40)], [line(10, 2_000)], { ...rules, minimumLevel: 13 }).quantity).toBe(0);
  });

  it('is no more than JOOR is ever told, whatever the warehouses add up to', () => {
    const many = ['A', 'B', 'C'].map((warehouse) => level(MAX_QUANTITY, { warehouse }));
    expect(ats(many).quantity).toBe(MAX_QUANTITY);
    expect(ats(many).steps.at(-1)).toEqual({ kind: 'cap', cap: MAX_QUANTITY, after: MAX_QUANTITY });
  });
});

describe('stock that comes in later', () => {
  it('is added up by day over the counted warehouses, and goes through allocation, cap and minimum', () => {
    const levels = [
      level(1, { future: [{ on: '2027-02-01', quantity: 10 }] }),
      level(1, {
        warehouse: 'West',
        future: [
          { on: '2027-02-01', quantity: 11 },
          { on: '2027-01-01', quantity: 100 },
          { on: '2027-03-01', quantity: 3 },
        ],
      }),
      level(1, { warehouse: 'North', future: [{ on: '2027-02-01', quantity: 1_000 }] }),
    ];
    const rules = { warehouses: new Set(['East', 'West']), allocationPercent: 50, cap: 20, minimumLevel: 2 };
    expect(ats(levels, [line(500, 2_000)], rules).future).toEqual([
      { on: '2027-01-01', quantity: 20 },
      { on: '2027-02-01', quantity: 10 },
      { on: '2027-03-01', quantity: 0 },
    ]);
  });
});

it('stock that was to come in by now, and is in no level, is promised no more; that of today is', () => {
  const future = ['2026-12-30', '2026-12-31', '2027-01-01'].map((on) => ({ on, quantity: 10 }));
  expect(ats([level(1, { future })])).toMatchObject({ quantity: 1, future: future.slice(1) });
});

const quantities = fc.integer({ min: 0, max: 200 });
const days = fc.constantFrom('2027-01-01', '2027-02-01', '2027-03-01');
const levels = fc.uniqueArray(
  fc.record({
    warehouse: fc.constantFrom('', 'A', 'B', 'C', 'D'),
    available: quantities,
    future: fc.array(fc.record({ on: days, quantity: quantities }), { maxLength: 4 }),
    trueAt: fc.integer({ min: 0, max: 50 }),
  }),
  { selector: ({ warehouse }) => warehouse },
);
const lines = fc.array(
  fc.record({
    orderId: fc.constantFrom('1', '2', '3'),
    quantity: fc.integer({ min: -5, max: 60 }),
    deliveredAt: fc.integer({ min: 0, max: 60 }),
  }),
  { maxLength: 8 },
);
const rules = fc.record({
  today: days,
  warehouses: fc.array(fc.constantFrom('A', 'B'), { maxLength: 2 }).map((names) => new Set(names)),
  allocationPercent: fc.integer({ min: 0, max: 100 }),
  cap: fc.option(quantities),
  minimumLevel: fc.integer({ min: 0, max: 30 }),
});

/** What a step does to the figure before it. */
function follow(before: number, step: Step): number {
  if (step.kind === 'stock') return before + step.quantity;
  if (step.kind === 'recent') return before - step.quantity;
  if (step.kind === 'floor') return Math.max(0, before);
  if (step.kind === 'allocation') return Math.floor((before * step.percent) / 100);
  if (step.kind === 'cap') return Math.min(before, step.cap);
  if (step.kind === 'minimum') return before < step.level ? 0 : before;
  return before;
}

describe('its laws', () => {
  it('never negative, never above the cap, never between 0 and the minimum', () => {
    fc.assert(
      fc.property(levels, lines, rules, (stock, recent, rule) => {
        const { quantity, future } = availableToSell(stock, recent, rule);
        for (const figure of [quantity, ...future.map((day) => day.quantity)]) {
          expect(Number.isInteger(figure)).toBe(true);
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(rule.cap ?? MAX_QUANTITY);
          expect(figure === 0 || figure >= rule.minimumLevel).toBe(true);
        }
      }),
    );
  });

  it('more stock never makes it less', () => {
    fc.assert(
      fc.property(levels, lines, rules, quantities, fc.nat(), (stock, recent, rule, more, which) => {
        fc.pre(stock.length > 0);
        const at = which % stock.length;
        const richer = stock.map((one, index) =>
          index === at ? { ...one, available: one.available + more } : one,
        );
        const before = availableToSell(stock, recent, rule).quantity;
        expect(availableToSell(richer, recent, rule).quantity).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('an order that is added never makes it more', () => {
    fc.assert(
      fc.property(levels, lines, lines, rules, (stock, recent, more, rule) => {
        const before = availableToSell(stock, recent, rule).quantity;
        expect(availableToSell(stock, [...recent, ...more], rule).quantity).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('the order of levels, lines and days does not matter, and nothing is changed by asking', () => {
    fc.assert(
      fc.property(levels, lines, rules, (stock, recent, rule) => {
        const said = availableToSell(stock, recent, rule);
        expect(availableToSell([...stock].reverse(), [...recent].reverse(), rule)).toEqual(said);
        expect(availableToSell(stock, recent, rule)).toEqual(said);
      }),
    );
  });

  it('the steps add up, from nothing to the figure', () => {
    fc.assert(
      fc.property(levels, lines, rules, (stock, recent, rule) => {
        const { quantity, steps } = availableToSell(stock, recent, rule);
        let before = 0;
        for (const step of steps) {
          expect(step.after).toBe(follow(before, step));
          before = step.after;
        }
        expect(quantity).toBe(before);
      }),
    );
  });

  it('what is sold once is subtracted once: a level that is read after it contains it', () => {
    fc.assert(
      fc.property(quantities, fc.integer({ min: 0, max: 60 }), (available, sold) => {
        const before = ats([level(available + sold)], [line(sold, 2_000)]).quantity;
        expect(ats([level(available, { trueAt: 3_000 })], [line(sold, 2_000)]).quantity).toBe(before);
      }),
    );
  });
});
