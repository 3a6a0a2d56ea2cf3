import type { Dispatcher } from 'undici';
import { type OrderPage, parsePage } from '../parse/parse-page.js';
import type { Authorization } from '../token/authorization.js';
import { EXCHANGE_LIMITS, type ExchangeLimits, exchangeJson } from './exchange.js';
import { JoorFailure } from './joor-failure.js';

/** Filter 8, all orders including cancelled ones: which are wanted is decided later, from the settings. */
const ALL_ORDERS = '8';

/** Orders modified within `[from, to]`. */
export interface ModifiedWindow {
  readonly from: Date;
  readonly to: Date;
}

export interface JoorV2Options {
  /** Origin of the API, e.g. `https://api.jooraccess.com`. */
  readonly apiUrl: string;
  /** Default `/v2/order/`: what client code uses, though one page of the reference is titled `/v2/orders`. */
  readonly orderPath?: string;
  readonly authorization: Authorization;
  readonly dispatcher: Dispatcher;
  readonly limits?: Partial<ExchangeLimits>;
  /** Called before each request that costs credits; may wait, or throw to stop it. */
  readonly spend?: () => Promise<void>;
}

/** Reads orders from JOOR v2 without touching JOOR's export bookkeeping (`sync=0`, `check=0`). */
export class JoorV2Client {
  private readonly limits: ExchangeLimits;

  constructor(private readonly options: JoorV2Options) {
    this.limits = { ...EXCHANGE_LIMITS, ...options.limits };
  }

  /** One page of the list. @throws JoorFailure */
  async listOrders(window: ModifiedWindow, startFrom: number, count: number): Promise<OrderPage> {
    const url = new URL(this.options.orderPath ?? '/v2/order/', this.options.apiUrl);
    url.search = new URLSearchParams({
      order_type: ALL_ORDERS,
      sync: '0',
      check: '0',
      date_start: window.from.toISOString(),
      date_end: window.to.toISOString(),
      start_from: String(startFrom),
      count: String(count),
    }).toString();
    return parsePage(await this.authorized(url));
  }

  /** A refused token is renewed once: it may have been revoked before its time. */
  private async authorized(url: URL): Promise<unknown> {
    const { authorization } = this.options;
    const header = await authorization.header();
    try {
      return await this.get(url, header);
    } catch (error) {
      if (!(error instanceof JoorFailure && error.kind === 'unauthorized')) throw error;
      if (!(await authorization.renew(header))) throw authorization.refusal(error);
    }
    try {
      return await this.get(url, await authorization.header());
    } catch (error) {
      throw error instanceof JoorFailure && error.kind === 'unauthorized'
        ? authorization.refusal(error)
        : error;
    }
  }

  private async get(url: URL, authorization: string): Promise<unknown> {
    await this.options.spend?.();
    return exchangeJson(
      this.options.dispatcher,
      { url, method: 'GET', headers: { authorization } },
      this.limits,
    );
  }
}
