import type { OrderStatus } from '@joor-bridge/contracts';

/** `order_type` of an answer (JOOR v2 reference, GET orders). Number 2 is not known to exist. */
const BY_NUMBER: Readonly<Record<string, OrderStatus>> = {
  '0': 'cancelled',
  '1': 'in_progress',
  '3': 'pending',
  '4': 'approved',
  '5': 'shipped',
  '6': 'notes',
};

const BY_NAME: Readonly<Record<string, OrderStatus>> = {
  cancelled: 'cancelled',
  canceled: 'cancelled',
  'in progress': 'in_progress',
  pending: 'pending',
  approved: 'approved',
  shipped: 'shipped',
  note: 'notes',
  notes: 'notes',
  returned: 'returned',
};

/** Reads number, number text or name; null when the status is unknown. */
export function statusOf(text: string): OrderStatus | null {
  const name = text.toLowerCase().replaceAll(/[\s_-]+/g, ' ');
  return lookUp(BY_NUMBER, text) ?? lookUp(BY_NAME, name);
}

const lookUp = (table: Readonly<Record<string, OrderStatus>>, key: string): OrderStatus | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;
