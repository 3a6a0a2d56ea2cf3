import type { DecidedLine, Order, WmsCredentials, WmsSystem } from '@joor-bridge/contracts';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { Dispatcher } from 'undici';
import type { ProductPage } from './products/product-page.js';
import type { StockPage } from './stock/stock-page.js';

/** What a system can do. A capability that is false is never asked for. */
export interface Capabilities {
  /** The system recognises an order that is sent again, by its key or its external id, and answers with the first effect. */
  readonly idempotencyKey: boolean;
  /** An order can be looked up by our external id. */
  readonly lookUp: boolean;
  readonly amend: boolean;
  readonly cancel: boolean;
  readonly shipments: boolean;
  readonly stock: boolean;
  readonly productDetails: boolean;
  /** The system has a sandbox of its own, so test mode can deliver there. */
  readonly sandbox: boolean;
}

/** An order as it is to be delivered: decided, mapped, with the id that makes its effect unique. */
export interface DeliverableOrder {
  /** Stable for the order's whole life: the external id at the WMS and the idempotency key. */
  readonly externalId: string;
  readonly connectionId: string;
  readonly revision: string;
  readonly order: Order;
  readonly shipMethod: string;
  /** Lines to deliver, struck-out ones included with their reason; same order as `order.lines`. */
  readonly lines: readonly DecidedLine[];
}

/** One HTTP exchange, for the attempt record. Secrets in it are masked, bodies cut. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  /** Null: no answer came. */
  readonly status: number | null;
  readonly responseBody: string;
  readonly durationMs: number;
}

/** How one order fared. Decides what happens next, so the connector must be sure of it. */
export type DeliveryAnswer =
  /** The order is at the WMS, now or since an earlier try. */
  | { readonly kind: 'accepted'; readonly wmsOrderId: string; readonly exchange: Exchange }
  /** The WMS refuses this order; only a change of the order or the settings can help. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly exchange: Exchange }
  /** No effect has happened and trying again later may help: 429, 503, connection refused. */
  | {
      readonly kind: 'unavailable';
      readonly reason: string;
      readonly retryAfterMs: number | null;
      readonly exchange: Exchange;
    }
  /** The credentials are refused: nothing of this connection can be delivered until they are mended. */
  | { readonly kind: 'unauthorized'; readonly reason: string; readonly exchange: Exchange }
  /** The request may have had its effect: a lost or unreadable answer, a timeout, a 5xx. */
  | { readonly kind: 'ambiguous'; readonly reason: string; readonly exchange: Exchange };

/** What a look-up by external id found. */
export type Finding =
  | { readonly kind: 'found'; readonly wmsOrderId: string; readonly exchange: Exchange }
  | { readonly kind: 'absent'; readonly exchange: Exchange }
  | { readonly kind: 'unknown'; readonly answer: Exclude<DeliveryAnswer, { kind: 'accepted' | 'rejected' }> };

export interface CheckResult {
  readonly ok: boolean;
  /** For a person: what was found, and what to do when it is not well. */
  readonly message: string;
}

/** Everything a connector needs to talk to one destination. */
export interface Link {
  /** Base address without a trailing slash. */
  readonly url: string;
  readonly credentials: WmsCredentials;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  /** Keep-alive pool bound to the address and guarded by the operator's outbound policy. */
  readonly dispatcher: Dispatcher;
  /** Longest a request may take, headers and body, in milliseconds. */
  readonly timeoutMs: number;
}

/** A destination that is ready to be spoken to. */
export interface Wms {
  /**
   * Delivers orders; answers one by one, in the order given. Never throws for what the WMS does.
   * `beforeSend` is called immediately before a request is written and may throw to stop it and all that follow. An
   * order that was not sent for that has null for an answer.
   * @throws what `beforeSend` threw, when nothing at all was written
   */
  deliver(
    orders: readonly DeliverableOrder[],
    beforeSend?: () => void,
  ): Promise<readonly (DeliveryAnswer | null)[]>;
  /** Orders to be handed over at once, where that has turned out to be other than the pace's batch. */
  readonly ordersAtOnce?: number;
  /** Looks one order up by external id. Only with the capability `lookUp`. */
  find(externalId: string): Promise<Finding>;
  /**
   * All stock as it is now, page by page; ends normally only when everything was read. No page names a SKU and
   * warehouse twice; a list that shifts while it is read may name one again on a later page, and then that one is
   * the newer. Missing where the WMS has no stock to be read, or pushes it.
   * @throws PullFailed
   */
  stock?(): AsyncIterable<StockPage>;
  /**
   * Styles that were changed since then (all of them where it is null or the WMS cannot tell), page by page.
   * Missing where the WMS has no product details to be read, or pushes them.
   * @throws PullFailed
   */
  products?(changedSince: Date | null): AsyncIterable<ProductPage>;
  check(): Promise<CheckResult>;
  /** The exact body that `deliver` would send for this order. */
  render(order: DeliverableOrder): string;
}

/** A fault of options that are each fit for themselves. */
export interface Misfit {
  readonly option: string;
  /** What it must be, and why; follows the name of the option. */
  readonly message: string;
}

/** How many orders may be under way, and how fast. */
export interface Pace {
  readonly concurrency: number;
  /** Requests a second; null is no limit. */
  readonly perSecond: number | null;
  /** Orders in one request. */
  readonly batch: number;
}

/** A system orders can be delivered to. One folder, one line in the catalogue. */
export interface Connector {
  readonly system: WmsSystem;
  readonly title: string;
  /** Production and sandbox address; null where the connection must give it. */
  readonly defaultUrls: { readonly production: string | null; readonly sandbox: string | null };
  /** The options a connection may set, with defaults and descriptions in the schema. */
  readonly options: TObject;
  readonly credentials: TSchema;
  /** What the schema cannot say: options, each fit, that do not go together; null when they do. */
  misfit(options: Link['options']): Misfit | null;
  /** What it can do under these options. */
  capabilities(options: Link['options']): Capabilities;
  pace(options: Link['options']): Pace;
  /** The exact body `deliver` would send for this order alone; needs no address and no credentials. */
  render(order: DeliverableOrder, options: Link['options']): string;
  /** @throws WrongCredentials, InvalidOptions */
  connect(link: Link): Wms;
}
