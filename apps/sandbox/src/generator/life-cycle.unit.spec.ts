import type { JoorOrder, JoorStatus } from '../joor/joor-order.js';
import { Random } from '../random/random.js';
import { makeBrand } from './brand.js';
import { CHANGES, changed, isFinal } from './life-cycle.js';
import { OrderSource } from './order-source.js';

const AT = Date.parse('2026-11-01T00:00:00Z');
const LATER = Date.parse('2026-11-02T10:30:00Z');
const order = (status: JoorStatus, lines = 4): JoorOrder =>
  new OrderSource({ seed: 'life', firstOrderId: 1, lines: [lines, lines] }).next(AT, status);
const random = () => new Random('change');
const brand = makeBrand('life');
const total = ({ line_items, order_discount, order_shipping_total }: JoorOrder) =>
  Math.round(
    (line_items.reduce((sum, line) => sum + line.item_price_extended, 0) -
      order_discount +
      order_shipping_total) *
      100,
  ) / 100;

describe('changed', () => {
  it.each([
    ['1', '6'],
    ['6', '3'],
    ['3', '4'],
    ['4', '5'],
  ] as const)('progress takes status %s to %s', (from, to) => {
    const after = changed(order(from), 'progress', LATER, random(), brand);
    expect(after).toMatchObject({ order_type: to, date_modified: '2026-11-02T10:30:00.000000+00:00' });
  });

  it('dates the approval', () => {
    expect(changed(order('3'), 'progress', LATER, random(), brand).date_approved).toBe(
      '2026-11-02T10:30:00.000000+00:00',
    );
    expect(changed(order('6'), 'progress', LATER, random(), brand).date_approved).toBe('');
  });

  it.each(['1', '3', '4', '6'] as const)('cancels an order of status %s', (status) => {
    expect(changed(order(status), 'cancel', LATER, random(), brand).order_type).toBe('0');
  });

  it.each(['0', '5'] as const)('leaves a final order of status %s as it is', (status) => {
    const before = order(status);
    expect(isFinal(before)).toBe(true);
    for (const change of CHANGES) expect(changed(before, change, LATER, random(), brand)).toBe(before);
  });

  it('edits one quantity and the totals with it', () => {
    const before = order('4');
    const after = changed(before, 'edit', LATER, random(), brand);
    const differing = after.line_items.filter(
      (line, i) => line.item_quantity !== before.line_items[i]?.item_quantity,
    );
    expect(differing).toHaveLength(1);
    expect(after.order_total).toBeGreaterThan(before.order_total);
    expect(after.order_total).toBeCloseTo(total(after), 2);
  });

  it('adds one line that was not there, to the same door and in the same currency', () => {
    const before = order('4');
    const after = changed(before, 'add-line', LATER, random(), brand);
    expect(after.line_items.slice(0, -1)).toEqual(before.line_items);
    const added = after.line_items.at(-1);
    expect(before.line_items.map((line) => line.item_upc)).not.toContain(added?.item_upc);
    expect(added?.item_door_id).toBe(before.order_doors[0]?.door_id);
    expect(after.order_total).toBeCloseTo(total(after), 2);
    expect(after.order_total).toBeGreaterThan(before.order_total);
  });

  it('removes one line and its price', () => {
    const before = order('4');
    const after = changed(before, 'remove-line', LATER, random(), brand);
    expect(after.line_items).toHaveLength(3);
    expect(after.order_total).toBeCloseTo(total(after), 2);
    expect(after.order_total).toBeLessThan(before.order_total);
  });

  it('never removes the last line', () => {
    const before = order('4', 1);
    expect(changed(before, 'remove-line', LATER, random(), brand)).toBe(before);
  });

  it('does not touch the order it was given', () => {
    const before = order('4');
    const copy = structuredClone(before);
    for (const change of CHANGES) changed(before, change, LATER, random(), brand);
    expect(before).toEqual(copy);
  });
});
