import { OrderSource } from '../generator/order-source.js';
import { UNREADABLE_KINDS, unreadable } from './unreadable.js';

const order = new OrderSource({ seed: 'u', firstOrderId: 1, lines: [2, 2] }).next(0, '4');

function depthOf(value: unknown): number {
  let depth = 0;
  for (let inner = value; Array.isArray(inner); inner = inner[0]) depth++;
  return depth;
}

describe('unreadable', () => {
  it.each(UNREADABLE_KINDS)('%s can be sent as JSON and differs from the order', (kind) => {
    const text = JSON.stringify(unreadable(order, kind));
    expect(text).not.toBe(JSON.stringify(order));
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it('misses the id', () => {
    expect(unreadable(order, 'missing-id')).not.toHaveProperty('order_id');
  });

  it('is larger than a megabyte', () => {
    expect(JSON.stringify(unreadable(order, 'huge')).length).toBeGreaterThan(1024 * 1024);
  });

  it('is nested deeply', () => {
    expect(
      depthOf((unreadable(order, 'deep') as { order_divisions: unknown }).order_divisions),
    ).toBeGreaterThan(1_000);
  });

  it.each([
    ['wrong-types', { line_items: 7 }],
    ['unknown-status', { order_type: '99' }],
    ['bad-date', { date_modified: 'yesterday' }],
  ] as const)('%s', (kind, expected) => {
    expect(unreadable(order, kind)).toMatchObject(expected);
  });
});
