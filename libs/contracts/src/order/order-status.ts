/**
 * What a JOOR v2 answer says in `order_type` (joor-api: 0 Cancelled, 1 In Progress, 3 Pending, 4 Approved,
 * 5 Shipped, 6 Notes). It is not the `order_type` of a request, which is a filter numbered 1 to 8.
 * No number is known for Returned; a later value of that name is read as `returned`.
 */
export const ORDER_STATUSES = [
  'cancelled',
  'in_progress',
  'pending',
  'approved',
  'shipped',
  'notes',
  'returned',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];
