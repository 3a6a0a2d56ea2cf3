import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';
import { Order } from '../order/order.js';

const OrderRevisedSchema = Type.Object({
  connectionId: Type.String({ minLength: 1, maxLength: 64 }),
  workspaceId: Type.String({ minLength: 1, maxLength: 64 }),
  /** Content hash of the order: the identity of this revision. */
  revision: Type.String({ minLength: 8, maxLength: 64 }),
  observedAt: Instant(),
  order: Order,
});

/** A JOOR order was seen for the first time or changed. */
export type OrderRevised = Static<typeof OrderRevisedSchema>;

export const orderRevised = eventContract({
  type: 'joor.order.revised.v1',
  description: 'A JOOR order was seen for the first time, or a new revision of it.',
  schema: OrderRevisedSchema,
});

/** Key of `joor.orders.v1` and of everything that is keyed by order. */
export const orderKey = (connectionId: string, orderId: string): string => `${connectionId}:${orderId}`;

/**
 * JOOR's sandbox numbers its orders apart from production, so the same number may mean two orders. In test
 * mode an order's id starts with this, which keeps the two worlds apart in topics, ledger and WMS.
 */
export const TEST_ORDER_PREFIX = 'TEST-';
