import { type OrderPage, parsePage } from '../parse/parse-page.js';
import { AuthorizedExchange } from './authorized-exchange.js';
import type { JoorLink } from './joor-link.js';

/** Filter 8, all orders including cancelled ones: which are wanted is decided later, from the settings. */
const ALL_ORDERS = '8';

/** What client code uses, though one page of the reference is titled `/v2/orders`. */
const ORDER_PATH = '/v2/order/';

/** Orders modified within `[from, to]`. */
export interface ModifiedWindow {
  readonly from: Date;
  readonly to: Date;
}

/** Reads orders from JOOR v2 without touching JOOR's export bookkeeping (`sync=0`, `check=0`). */
export class JoorV2Client {
  private readonly exchange: AuthorizedExchange;

  constructor(
    link: JoorLink,
    private readonly orderPath: string = ORDER_PATH,
  ) {
    this.exchange = new AuthorizedExchange(link);
  }

  /** One page of the list. @throws JoorFailure */
  async listOrders(window: ModifiedWindow, startFrom: number, count: number): Promise<OrderPage> {
    const answer = await this.exchange.get(this.orderPath, {
      order_type: ALL_ORDERS,
      sync: '0',
      check: '0',
      date_start: window.from.toISOString(),
      date_end: window.to.toISOString(),
      start_from: startFrom,
      count,
    });
    return parsePage(answer);
  }
}
