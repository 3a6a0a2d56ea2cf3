import { LiveFlow } from './live-flow.js';
import { OrderSource } from './order-source.js';

const START = Date.parse('2026-11-24T08:00:00Z');
const HOUR = 3_600_000;
const RATES = { progressRate: 0.8, editRate: 0.3, cancelRate: 0.1, seed: 3 };
const flow = (ordersPerHour: number, rates = RATES) => {
  const source = new OrderSource({ seed: 'flow', firstOrderId: 1, lines: [2, 3] });
  return new LiveFlow(source, { ordersPerHour, ...rates }, START);
};
const ids = (orders: readonly { order_id: number }[]) => new Set(orders.map(({ order_id }) => order_id));

describe('LiveFlow', () => {
  it('makes as many orders as its rate and the time say', () => {
    expect(ids(flow(60).runTo(START + HOUR)).size).toBe(60);
    expect(ids(flow(7_200).runTo(START + 10_000)).size).toBe(20);
  });

  it('makes nothing before the first is due, and nothing at rate 0', () => {
    expect(flow(60).runTo(START + 59_999)).toEqual([]);
    expect(flow(0).runTo(START + HOUR)).toEqual([]);
  });

  it('gives the same happenings however often it is asked', () => {
    const once = flow(120).runTo(START + HOUR);
    const often = flow(120);
    const pieces = [];
    for (let at = START; at <= START + HOUR; at += 7_000) pieces.push(...often.runTo(at));
    pieces.push(...often.runTo(START + HOUR));
    expect(pieces).toEqual(once);
  });

  it('changes older orders: progress, edits and cancellations', () => {
    const happened = flow(400).runTo(START + HOUR);
    expect(happened.length).toBeGreaterThan(ids(happened).size);
    const statuses = new Set(happened.map(({ order_type }) => order_type));
    expect(statuses).toEqual(new Set(['0', '1', '3', '4', '5', '6']));
  });

  it('changes nothing when its rates are 0', () => {
    const happened = flow(200, { ...RATES, progressRate: 0, editRate: 0, cancelRate: 0 }).runTo(START + HOUR);
    expect(happened).toHaveLength(200);
    expect(ids(happened).size).toBe(200);
  });

  it('never runs out of orders that can change', () => {
    const happened = flow(1_000, { ...RATES, progressRate: 1, editRate: 0, cancelRate: 0 }).runTo(
      START + HOUR,
    );
    expect(happened).toHaveLength(1_000 + 999);
  });

  it('never changes an order after it was shipped or cancelled', () => {
    const final = new Set<number>();
    for (const order of flow(1_000).runTo(START + HOUR)) {
      expect(final.has(order.order_id)).toBe(false);
      if (order.order_type === '0' || order.order_type === '5') final.add(order.order_id);
    }
    expect(final.size).toBeGreaterThan(10);
  });

  it('dates everything in order, within the time it was asked for', () => {
    const times = flow(300)
      .runTo(START + HOUR)
      .map(({ date_modified }) => Date.parse(date_modified));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(START + HOUR);
    expect(times[0]).toBeGreaterThan(START);
  });
});
