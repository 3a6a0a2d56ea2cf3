import { hash } from 'node:crypto';
import { type Order, type OrderRevised, orderKey, orderRevised } from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import { anOrder, type Overrides } from '@joor-bridge/testing';

export type OrderRecord = OutboundRecord & { readonly value: OrderRevised };

/** An order as its topic holds it: approved, with a customer code; its revision follows from its content. */
export function orderRecord(
  connectionId: string,
  orderId: string,
  overrides: Overrides<Order> = {},
): OrderRecord {
  const order = anOrder({ purchaseOrder: `PO-${orderId}`, ...overrides, orderId });
  const value: OrderRevised = {
    connectionId,
    workspaceId: 'wsp_1',
    revision: hash('sha256', JSON.stringify(order)).slice(0, 32),
    observedAt: '2026-11-03T10:01:00Z',
    order,
  };
  return { key: orderKey(connectionId, orderId), type: orderRevised.type, subject: orderId, value };
}

/** `count` orders of one connection, each with its own number. */
export const orderRecords = (
  connectionId: string,
  count: number,
  overrides: Overrides<Order> = {},
  first = 1,
): OrderRecord[] =>
  Array.from({ length: count }, (_, at) => orderRecord(connectionId, String(first + at), overrides));
