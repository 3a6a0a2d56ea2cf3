import type { JoorOrder } from './joor-order.js';

/** Ways in which a record can be beyond reading. */
export const UNREADABLE_KINDS = [
  'missing-id',
  'wrong-types',
  'unknown-status',
  'bad-date',
  'bad-quantity',
  'not-an-object',
  'deep',
  'huge',
] as const;
export type UnreadableKind = (typeof UNREADABLE_KINDS)[number];

const DEPTH = 2_000;
const HUGE_BYTES = 1_200_000;

/** A good order made unreadable. */
export function unreadable(order: JoorOrder, kind: UnreadableKind): unknown {
  switch (kind) {
    case 'missing-id': {
      const { order_id: _, ...rest } = order;
      return rest;
    }
    case 'wrong-types':
      return { ...order, order_total: { amount: 1 }, line_items: 7, customer_code: ['C1'] };
    case 'unknown-status':
      return { ...order, order_type: '99' };
    case 'bad-date':
      return { ...order, date_modified: 'yesterday' };
    case 'bad-quantity':
      return { ...order, line_items: order.line_items.map((line) => ({ ...line, item_quantity: 'a few' })) };
    case 'not-an-object':
      return 'order';
    case 'deep':
      return { ...order, order_divisions: nested(DEPTH) };
    case 'huge':
      return { ...order, order_comments: 'x'.repeat(HUGE_BYTES) };
  }
}

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}
