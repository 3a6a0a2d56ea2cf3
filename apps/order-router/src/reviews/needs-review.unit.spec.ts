import { anOrder, anOrderLine } from '@joor-bridge/testing';
import { diffOrders } from './diff-orders.js';
import { needsReview } from './needs-review.js';

const before = anOrder();
const judge = (after: ReturnType<typeof anOrder>, from = before) =>
  needsReview(from, after, diffOrders(from, after));

it.each([
  ['shipped', anOrder({ status: 'shipped' }), false],
  ['approved again', anOrder({ approvedAt: '2026-11-04T10:00:00Z' }), false],
  ['only touched', anOrder({ modifiedAt: '2026-11-09T10:00:00Z' }), false],
  ['cancelled', anOrder({ status: 'cancelled' }), true],
  [
    'shipped with another quantity',
    anOrder({ status: 'shipped', lines: [anOrderLine({ quantity: 9 })] }),
    true,
  ],
  ['sent to another address', anOrder({ shipTo: { city: 'Lyon' } }), true],
])('%s', (_, after, expected) => {
  expect(judge(after)).toBe(expected);
});

it('an order that comes back from its cancellation, and not one that stays cancelled', () => {
  const cancelled = anOrder({ status: 'cancelled' });
  expect(judge(before, cancelled)).toBe(true);
  expect(judge(anOrder({ status: 'cancelled', modifiedAt: '2026-11-09T10:00:00Z' }), cancelled)).toBe(false);
});
