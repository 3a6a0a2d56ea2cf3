import fc from 'fast-check';
import type { JoorOrder } from '../joor/joor-order.js';
import { OrderSource } from './order-source.js';

const AT = Date.parse('2026-11-24T12:00:00.123Z');
const source = (seed: string, lines: readonly [number, number] = [3, 6]) =>
  new OrderSource({ seed, firstOrderId: 1_000, lines });
const cents = (amount: number) => Math.round(amount * 100);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Orders of many brands. */
const anyOrder = fc.tuple(fc.string(), fc.nat(20)).map(([seed, skip]) => {
  const orders = source(seed);
  for (let i = 0; i < skip; i++) orders.next(AT);
  return orders.next(AT);
});
const holds = (check: (order: JoorOrder) => void) => fc.assert(fc.property(anyOrder, check), { numRuns: 60 });

describe('a generated order', () => {
  it('is the same for the same seed', () => {
    expect(source('x').backlog(20, AT, 10)).toEqual(source('x').backlog(20, AT, 10));
  });

  it('extends every line by (price + adjustment) × quantity', () => {
    holds(({ line_items }) => {
      for (const line of line_items) {
        const each = cents(line.item_price) + cents(line.item_price_adjustment);
        expect(cents(line.item_price_extended)).toBe(each * line.item_quantity);
      }
    });
  });

  it('adds up: lines − discount + shipping', () => {
    holds((order) => {
      const lines = sum(order.line_items.map((line) => cents(line.item_price_extended)));
      const total = lines - cents(order.order_discount) + cents(order.order_shipping_total);
      expect(cents(order.order_total)).toBe(total);
      expect(cents(order.order_discount)).toBe(Math.round((lines * order.order_discount_percent) / 100));
    });
  });

  it('has as many lines as asked for, each variant once', () => {
    for (const lines of [
      [1, 1],
      [6, 10],
      [60, 60],
    ] as const) {
      const order = source('lines', lines).next(AT);
      expect(order.line_items.length).toBeGreaterThanOrEqual(lines[0]);
      expect(order.line_items.length).toBeLessThanOrEqual(lines[1]);
      expect(new Set(order.line_items.map((line) => line.item_upc)).size).toBe(order.line_items.length);
    }
  });

  it('ships to one door, which its lines name', () => {
    holds((order) => {
      expect(order.order_doors).toHaveLength(1);
      expect(new Set(order.line_items.map((line) => line.item_door_id))).toEqual(
        new Set([order.order_doors[0]?.door_id]),
      );
    });
  });

  it('has a ship window that starts after it was made and ends later', () => {
    holds((order) => {
      expect(order.date_ship_start > order.date_created.slice(0, 10)).toBe(true);
      expect(order.date_ship_end > order.date_ship_start).toBe(true);
    });
  });

  it('writes instants with microseconds and +00:00', () => {
    expect(source('dates').next(AT).date_created).toBe('2026-11-24T12:00:00.123000+00:00');
  });

  it('is numbered upwards', () => {
    const orders = source('ids');
    expect([orders.next(AT), orders.next(AT)].map(({ order_id }) => order_id)).toEqual([1_000, 1_001]);
  });

  it.each(['0', '1', '3', '6'] as const)('of status %s is not approved', (status) => {
    expect(source('status').next(AT, status)).toMatchObject({ order_type: status, date_approved: '' });
  });

  it.each(['4', '5'] as const)('of status %s is approved', (status) => {
    expect(source('status').next(AT, status).date_approved).not.toBe('');
  });

  it('gives casepacks a number and everything else ""', () => {
    const lines = source('packs', [10, 10])
      .backlog(100, AT, 1)
      .flatMap(({ line_items }) => line_items);
    const multipliers = new Set(lines.map((line) => line.item_multiplier));
    expect(multipliers.has('')).toBe(true);
    expect([...multipliers].filter((m) => m !== '').every((m) => [4, 6, 12].includes(m as number))).toBe(
      true,
    );
    expect(multipliers.size).toBeGreaterThan(1);
  });
});

describe('a backlog', () => {
  const backlog = source('backlog').backlog(400, AT, 30);

  it('has every status of JOOR', () => {
    expect(new Set(backlog.map(({ order_type }) => order_type))).toEqual(
      new Set(['0', '1', '3', '4', '5', '6']),
    );
  });

  it('is spread over its days, oldest first, all before now', () => {
    const times = backlog.map(({ date_modified }) => Date.parse(date_modified));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(AT - (times[0] ?? 0)).toBe(30 * 86_400_000);
    expect(times.at(-1)).toBeLessThan(AT);
  });

  it('has orders without a customer code', () => {
    const blank = backlog.filter(({ customer_code }) => customer_code === '').length;
    expect(blank).toBeGreaterThan(0);
    expect(blank).toBeLessThan(200);
  });
});
