export interface ReceivedOrder {
  /** "" when the order has none. */
  readonly externalId: string;
  readonly text: string;
}

export type Received =
  | { readonly batch: boolean; readonly orders: readonly ReceivedOrder[] }
  | { readonly fault: string };

/** One order object, an array of them, or `{"orders":[…]}`. */
export function readOrders(body: string): Received {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { fault: 'the body is not JSON' };
  }
  const wrapped = isObject(value) && Array.isArray(value.orders) ? value.orders : value;
  if (Array.isArray(wrapped)) {
    return { batch: true, orders: wrapped.map((each) => received(each, JSON.stringify(each))) };
  }
  if (!isObject(value) || typeof value.externalId !== 'string' || value.externalId === '') {
    return { fault: 'an order needs an externalId, as text' };
  }
  return { batch: false, orders: [received(value, body)] };
}

function received(value: unknown, text: string): ReceivedOrder {
  const externalId = isObject(value) && typeof value.externalId === 'string' ? value.externalId : '';
  return { externalId, text };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
