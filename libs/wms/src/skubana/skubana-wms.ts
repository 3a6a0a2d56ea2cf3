import type { SkubanaCredentials } from '@joor-bridge/contracts';
import type { CheckResult, DeliverableOrder, DeliveryAnswer, Finding, Link, Wms } from '../connector.js';
import { Endpoint } from '../http/endpoint.js';
import { readOptions } from '../options.js';
import type { ProductPage } from '../products/product-page.js';
import { MAX_PAGE_BYTES } from '../pull/pull-reader.js';
import { SendGate } from '../send-gate.js';
import type { StockPage } from '../stock/stock-page.js';
import { judgeCreate, judgeLookUp } from './answer.js';
import { SkubanaOptions } from './options.js';
import { orderBody } from './order-body.js';
import { orderNumber } from './order-number.js';
import { SkubanaLists } from './read/skubana-lists.js';
import { skubanaProducts } from './read/skubana-products.js';
import { skubanaStock } from './read/skubana-stock.js';

/** An order of some hundred lines comes back whole in a look-up. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
/** Rows asked for in a look-up: near matches of an order number are few. */
const LOOK_UP_ROWS = 100;
/** An order number that nothing has, to try the credentials with. */
const PROBE = 'joor-bridge-check';

/** The body of a create, wrapped as the option `body` says. */
export function renderOrder(order: DeliverableOrder, options: SkubanaOptions): string {
  const body = orderBody(order, options);
  return JSON.stringify(options.body === 'array' ? [body] : body);
}

/**
 * Skubana, now Extensiv Order Manager. It knows no idempotency key, and whether it refuses a duplicate is
 * not documented; so an order is looked up before it is created, and again whenever the create is in doubt.
 */
export class SkubanaWms implements Wms {
  private readonly endpoint: Endpoint;
  private readonly options: SkubanaOptions;
  private readonly headers: readonly string[];
  private readonly lists: SkubanaLists;

  constructor(link: Link, { accessToken }: SkubanaCredentials) {
    this.options = readOptions(SkubanaOptions, link.options);
    this.headers = ['authorization', `Bearer ${accessToken}`, 'accept', 'application/json'];
    const { url, dispatcher } = link;
    const timeoutMs = Math.min(link.timeoutMs, this.options.timeoutMs);
    const common = { url, dispatcher, timeoutMs, secrets: [accessToken] };
    this.endpoint = new Endpoint({ ...common, maxAnswerBytes: MAX_ANSWER_BYTES });
    const pages = new Endpoint({ ...common, maxAnswerBytes: MAX_PAGE_BYTES });
    this.lists = new SkubanaLists(pages, this.options, this.headers);
  }

  stock(): AsyncIterable<StockPage> {
    return skubanaStock(this.lists, this.options);
  }

  products(changedSince: Date | null): AsyncIterable<ProductPage> {
    return skubanaProducts(this.lists, this.options, changedSince);
  }

  async deliver(
    orders: readonly DeliverableOrder[],
    beforeSend?: () => void,
  ): Promise<readonly (DeliveryAnswer | null)[]> {
    const gate = new SendGate(beforeSend);
    const answers = await gate.each(orders, this.options.concurrency, (order) =>
      this.deliverOne(order, gate.pass),
    );
    gate.finish();
    return answers;
  }

  find(externalId: string): Promise<Finding> {
    return this.lookUp(orderNumber(this.options.orderNumberPrefix, externalId));
  }

  async check(): Promise<CheckResult> {
    const finding = await this.lookUp(PROBE);
    if (finding.kind !== 'unknown') {
      const { salesChannelId } = this.options;
      return { ok: true, message: `Skubana answers for sales channel ${salesChannelId}.` };
    }
    const { kind, reason } = finding.answer;
    const advice =
      kind === 'unauthorized'
        ? 'Install the app again and enter the new access token; it needs to read and write orders.'
        : 'Check the address and the base path, or try later.';
    return { ok: false, message: `Skubana cannot be used: ${reason}. ${advice}` };
  }

  render(order: DeliverableOrder): string {
    return renderOrder(order, this.options);
  }

  private async deliverOne(order: DeliverableOrder, beforeSend: () => void): Promise<DeliveryAnswer> {
    const before = await this.find(order.externalId);
    if (before.kind === 'found') return { ...before, kind: 'accepted' };
    if (before.kind === 'unknown') return undecided(before.answer);
    const answer = await this.create(order, beforeSend);
    // a refusal may mean "I have it already"; only the look-up tells
    if (answer.kind !== 'ambiguous' && answer.kind !== 'rejected') return answer;
    const after = await this.find(order.externalId);
    if (after.kind === 'absent') return answer;
    if (after.kind === 'unknown') return stillOpen(answer, after.answer.reason);
    return { kind: 'accepted', wmsOrderId: after.wmsOrderId, exchange: answer.exchange };
  }

  private async create(order: DeliverableOrder, beforeSend: () => void): Promise<DeliveryAnswer> {
    const headers = [...this.headers, 'content-type', 'application/json; charset=utf-8'];
    const path = `${this.options.basePath}/v1/order`;
    const body = this.render(order);
    return judgeCreate(
      await this.endpoint.send({ method: 'PUT', path, headers, body }, beforeSend),
      Date.now(),
    );
  }

  private async lookUp(number: string): Promise<Finding> {
    const { salesChannelId, basePath } = this.options;
    const query = new URLSearchParams({
      orderNumber: number,
      salesChannelId: String(salesChannelId),
      limit: String(LOOK_UP_ROWS),
    });
    const path = `${basePath}/v1.1/orders?${query}`;
    const reply = await this.endpoint.send({ method: 'GET', path, headers: [...this.headers], body: null });
    return judgeLookUp(reply, { orderNumber: number, salesChannelId, limit: LOOK_UP_ROWS }, Date.now());
  }
}

/** A create in doubt or refused, and no word on whether the order is there. */
function stillOpen({ kind, reason, exchange }: Doubtful, whyUnknown: string): DeliveryAnswer {
  if (kind === 'ambiguous') return { kind, reason, exchange };
  const whole = `${reason}; whether it is there already is open, since the look-up failed: ${whyUnknown}`;
  return { kind: 'ambiguous', reason: whole, exchange };
}

type Doubtful = Extract<DeliveryAnswer, { kind: 'ambiguous' | 'rejected' }>;

/** A look-up before the create that failed: nothing was created, whatever became of the question. */
function undecided(answer: Exclude<DeliveryAnswer, { kind: 'accepted' | 'rejected' }>): DeliveryAnswer {
  if (answer.kind !== 'ambiguous') return answer;
  const { exchange } = answer;
  const reason = `not sent, since the look-up before it failed: ${answer.reason}`;
  return { kind: 'unavailable', reason, retryAfterMs: null, exchange };
}
