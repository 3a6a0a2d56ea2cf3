import { type OrderOutcome, orderKey, orderOutcome } from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';

export type OutcomeFacts = Pick<OrderOutcome, 'connectionId' | 'orderId'> &
  Partial<OrderOutcome> & { readonly at: string };

/** What became of an order, as order-router tells it: delivered, unless it says otherwise. */
export function outcomeRecord(facts: OutcomeFacts): OutboundRecord {
  const value: OrderOutcome = {
    workspaceId: 'wsp_1',
    revision: 'r1',
    modifiedAt: facts.at,
    state: 'delivered',
    rule: null,
    reason: null,
    settingsVersion: 1,
    wmsOrderId: `W-${facts.orderId}`,
    cancelledInJoor: false,
    warehouse: null,
    deliveredAt: facts.at,
    lines: [],
    ...facts,
  };
  const { connectionId, orderId } = facts;
  return { key: orderKey(connectionId, orderId), type: orderOutcome.type, subject: orderId, value };
}
