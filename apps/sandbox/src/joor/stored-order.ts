/** Where JOOR's own export bookkeeping stands for an order. */
export type Export =
  | { readonly state: 'never' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'exported'; readonly at: number };

/** What the filters of `GET orders` look at. */
export interface OrderFacts {
  readonly orderId: string;
  readonly status: string;
  /** Epoch ms; NaN when the record has no readable date, and then no window leaves it out. */
  readonly modifiedAt: number;
  readonly customerCode: string;
  readonly customerGroup: string;
}

/** An order in a JOOR account, readable or not. */
export interface StoredOrder {
  /** The order id, or a number of our own where the record has none. */
  readonly key: string;
  readonly raw: unknown;
  readonly facts: OrderFacts;
  export: Export;
  /** The answer's text for it, made when first asked for. */
  text?: string;
}

/** Reads the facts of a raw record, however odd it is. */
export function factsOf(raw: unknown): OrderFacts {
  const record = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const text = (name: string): string => {
    const value = record[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    orderId: text('order_id'),
    status: text('order_type'),
    modifiedAt: Date.parse(text('date_modified')),
    customerCode: text('customer_code'),
    customerGroup: text('customer_group_name'),
  };
}
