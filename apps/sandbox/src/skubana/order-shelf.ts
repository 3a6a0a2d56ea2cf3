import type { SkubanaOrder } from './skubana-order.js';

export interface Lookup {
  /** Empty: every number. */
  readonly numbers: readonly string[];
  readonly salesChannelId: number | null;
}

/** The orders a Skubana world holds. */
export class OrderShelf {
  private readonly orders = new Map<number, SkubanaOrder>();
  private readonly byNumber = new Map<string, SkubanaOrder[]>();
  private nextId = 5_551_001;

  has(sent: Readonly<Record<string, unknown>>): boolean {
    const same = this.byNumber.get(String(sent.orderNumber)) ?? [];
    return same.some(({ salesChannelId }) => salesChannelId === sent.salesChannelId);
  }

  add(sent: Readonly<Record<string, unknown>>, at: number): SkubanaOrder {
    const order: SkubanaOrder = {
      orderId: this.nextId++,
      orderNumber: String(sent.orderNumber),
      salesChannelId: Number(sent.salesChannelId),
      sent,
      createdDate: new Date(at).toISOString().replace(/\.\d+/, ''),
      // Without a payment date an order waits for its payment.
      status: sent.paymentDate ? 'AWAITING_SHIPMENT' : 'AWAITING_PAYMENT',
      cancelReason: null,
    };
    this.orders.set(order.orderId, order);
    const same = this.byNumber.get(order.orderNumber);
    if (same) same.push(order);
    else this.byNumber.set(order.orderNumber, [order]);
    return order;
  }

  byId(orderId: number): SkubanaOrder | undefined {
    return this.orders.get(orderId);
  }

  /** With `substring`, a number also finds the longer ones that contain it. */
  find({ numbers, salesChannelId }: Lookup, substring: boolean): readonly SkubanaOrder[] {
    return this.candidates(numbers, substring).filter(
      (order) => salesChannelId === null || order.salesChannelId === salesChannelId,
    );
  }

  clear(): void {
    this.orders.clear();
    this.byNumber.clear();
  }

  private candidates(numbers: readonly string[], substring: boolean): readonly SkubanaOrder[] {
    if (numbers.length === 0) return [...this.orders.values()];
    if (!substring) return numbers.flatMap((number) => this.byNumber.get(number) ?? []);
    return [...this.orders.values()].filter(({ orderNumber }) =>
      numbers.some((n) => orderNumber.includes(n)),
    );
  }
}
