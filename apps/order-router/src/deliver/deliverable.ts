import { type Decision, type OrderRevised, orderKey } from '@joor-bridge/contracts';
import type { DeliverableOrder } from '@joor-bridge/wms';

export function deliverableOf(
  event: OrderRevised,
  decision: Pick<Decision, 'shipMethod' | 'lines'>,
): DeliverableOrder {
  return {
    externalId: orderKey(event.connectionId, event.order.orderId),
    connectionId: event.connectionId,
    revision: event.revision,
    order: event.order,
    shipMethod: decision.shipMethod,
    lines: decision.lines,
  };
}
