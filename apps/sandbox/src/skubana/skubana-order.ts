/** An order as `GET /v1.1/orders` shows it; fields that were sent are kept as they came. */
export interface SkubanaOrder {
  readonly orderId: number;
  readonly orderNumber: string;
  readonly salesChannelId: number;
  readonly sent: Readonly<Record<string, unknown>>;
  readonly createdDate: string;
  status: 'AWAITING_SHIPMENT' | 'AWAITING_PAYMENT' | 'CANCELLED';
  cancelReason: string | null;
}

const REQUIRED = [
  'salesChannelId',
  'orderNumber',
  'shipName',
  'shipAddress1',
  'shipCity',
  'shipCountry',
] as const;
const REQUIRED_MONEY = ['insuranceCost', 'insuredValue'] as const;

/** What is wrong with an order that is to be created; null when nothing is. */
export function orderFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'an order must be an object';
  const order = value as Record<string, unknown>;
  const missing = REQUIRED.filter(
    (name) => order[name] === undefined || order[name] === '' || order[name] === null,
  );
  const unpriced = REQUIRED_MONEY.filter((name) => !isMoney(order[name]));
  if (missing.length + unpriced.length > 0)
    return `missing or invalid: ${[...missing, ...unpriced].join(', ')}`;
  if (typeof order.orderNumber !== 'string') return 'orderNumber must be text';
  if (typeof order.salesChannelId !== 'number') return 'salesChannelId must be a number';
  const items = order.orderItems;
  return Array.isArray(items) && items.length > 0 ? null : 'orderItems must hold at least one item';
}

function isMoney(value: unknown): boolean {
  const money = value as { amount?: unknown; currency?: unknown } | null | undefined;
  return typeof money?.amount === 'number' && typeof money.currency === 'string';
}

/** The read model. `salesChannel` is an object there, and items carry ids. */
export function shown(order: SkubanaOrder): Record<string, unknown> {
  const { salesChannelId, orderItems, ...sent } = order.sent;
  return {
    ...sent,
    orderId: order.orderId,
    orderNumber: order.orderNumber,
    orderStatus: order.status,
    unresolvedStatus: null,
    orderType: 'SALE',
    createdDate: order.createdDate,
    modifiedDate: order.createdDate,
    cancelReason: order.cancelReason,
    salesChannel: { salesChannelId, name: 'JOOR wholesale', type: 'OTHER', active: true },
    relatedOrderIds: [],
    shipment: null,
    orderItems: Array.isArray(orderItems)
      ? orderItems.map((item, index) => ({ ...item, orderItemId: index + 1 }))
      : [],
  };
}
