import { createHash, type KeyObject } from 'node:crypto';
import type { GenericCredentials } from '@joor-bridge/contracts';
import type { CheckResult, DeliverableOrder, DeliveryAnswer, Finding, Link, Wms } from '../connector.js';
import { Endpoint } from '../http/endpoint.js';
import { readOptions } from '../options.js';
import type { ProductPage } from '../products/product-page.js';
import { checkPull } from '../pull/check-pull.js';
import { MAX_PAGE_BYTES } from '../pull/pull-reader.js';
import { SendGate } from '../send-gate.js';
import { Spacing } from '../spacing.js';
import type { StockPage } from '../stock/stock-page.js';
import { judge } from './answer.js';
import { judgeBatch, refusesArrays, refusesContent } from './batch-answer.js';
import { checkLookUp, checkReceiver, PROBE } from './check.js';
import { GenericPull } from './generic-pull.js';
import { lookUp } from './look-up.js';
import { GenericOptions, protectionOf } from './options.js';
import { orderBody } from './order-body.js';
import { signature, signingKey } from './signature.js';

/** An order's answer is a few hundred bytes, a batch's some ten thousand. */
const MAX_ANSWER_BYTES = 65_536;
/** Of a Standard Webhooks secret; the key follows. */
const SECRET_PREFIX = 'whsec_';

/** An HTTP receiver that takes our own order body, signed as a Standard Webhooks message. */
export class GenericWms implements Wms {
  private readonly endpoint: Endpoint;
  private readonly options: GenericOptions;
  private readonly key: KeyObject;
  private readonly authorization: readonly string[];
  private readonly canLookUp: boolean;
  /** Null where each request holds one order: there the caller's pace is all. */
  private readonly spacing: Spacing | null;
  private takesArrays: boolean;
  /** Missing unless the options say that it is to be read here. */
  readonly stock?: () => AsyncIterable<StockPage>;
  readonly products?: (changedSince: Date | null) => AsyncIterable<ProductPage>;

  constructor(link: Link, credentials: GenericCredentials) {
    const { signingSecret, bearerToken } = credentials;
    this.options = readOptions(GenericOptions, link.options);
    this.key = signingKey(signingSecret);
    this.authorization = bearerToken === undefined ? [] : ['authorization', `Bearer ${bearerToken}`];
    this.canLookUp = protectionOf(this.options).canLookUp;
    const { ordersPerRequest, requestsPerSecond } = this.options;
    this.takesArrays = ordersPerRequest > 1;
    this.spacing = this.takesArrays && requestsPerSecond > 0 ? new Spacing(requestsPerSecond) : null;
    const timeoutMs = Math.min(link.timeoutMs, this.options.timeoutMs);
    const secrets = [signingSecret, signingSecret.slice(SECRET_PREFIX.length), bearerToken ?? ''];
    const { url, dispatcher } = link;
    this.endpoint = new Endpoint({ url, dispatcher, timeoutMs, secrets, maxAnswerBytes: MAX_ANSWER_BYTES });
    const pull = new GenericPull({
      endpoint: new Endpoint({ url, dispatcher, timeoutMs, secrets, maxAnswerBytes: MAX_PAGE_BYTES }),
      options: this.options,
      key: this.key,
      authorization: this.authorization,
      spacing: requestsPerSecond > 0 ? new Spacing(requestsPerSecond) : null,
    });
    if (this.options.stock === 'pull') this.stock = () => pull.stock();
    if (this.options.products === 'pull') this.products = (changedSince) => pull.products(changedSince);
  }

  async deliver(
    orders: readonly DeliverableOrder[],
    beforeSend?: () => void,
  ): Promise<readonly (DeliveryAnswer | null)[]> {
    const [first] = orders;
    if (first && orders.length === 1 && !this.takesArrays) return [await this.deliverOne(first, beforeSend)];
    const gate = new SendGate(beforeSend);
    const { concurrency } = this.options;
    const size = this.ordersAtOnce;
    const groups = Array.from({ length: Math.ceil(orders.length / size) }, (_, at) =>
      orders.slice(at * size, (at + 1) * size),
    );
    const answers = await gate.each(groups, concurrency, (group) =>
      this.takesArrays ? this.deliverGroup(group, gate) : this.deliverInTurn(group, gate),
    );
    gate.finish();
    return groups.flatMap((group, at) => answers[at] ?? group.map(() => null));
  }

  find(externalId: string): Promise<Finding> {
    return lookUp(this.endpoint, this.options.lookUpPath, externalId, this.authorization);
  }

  async check(): Promise<CheckResult> {
    const receiver = await checkReceiver(this.endpoint, this.options.ordersPath, this.authorization);
    const said = [receiver.message];
    if (!receiver.ok) return receiver;
    for (const check of this.furtherChecks()) {
      const { ok, message } = await check();
      if (!ok) return { ok, message };
      said.push(message);
    }
    return { ok: true, message: said.join(' ') };
  }

  private *furtherChecks(): Generator<() => Promise<CheckResult>> {
    const { stock, products } = this;
    if (this.canLookUp) yield async () => checkLookUp(await this.find(PROBE));
    if (stock) yield () => checkPull('Its stock', stock());
    if (products) yield () => checkPull('Its product list', products(null));
  }

  get ordersAtOnce(): number {
    return this.takesArrays ? this.options.ordersPerRequest : 1;
  }

  render(order: DeliverableOrder): string {
    return JSON.stringify(this.takesArrays ? { orders: [orderBody(order)] } : orderBody(order));
  }

  private async deliverOne(order: DeliverableOrder, beforeSend?: () => void): Promise<DeliveryAnswer> {
    const { externalId } = order;
    const reply = await this.post(externalId, JSON.stringify(orderBody(order)), beforeSend);
    const answer = judge(reply, externalId, Date.now());
    const conflict = reply.kind === 'answered' && reply.status === 409 && answer.kind === 'ambiguous';
    return conflict && this.canLookUp ? this.confirm(externalId, answer) : answer;
  }

  private async deliverGroup(
    orders: readonly DeliverableOrder[],
    gate: SendGate,
  ): Promise<readonly (DeliveryAnswer | null)[]> {
    const ids = orders.map((order) => order.externalId);
    const reply = await this.post(groupId(ids), JSON.stringify({ orders: orders.map(orderBody) }), gate.pass);
    const now = Date.now();
    if (!refusesArrays(reply) && !refusesContent(reply, now)) return judgeBatch(reply, ids, now);
    const answers = await this.deliverInTurn(orders, gate);
    // only an order that got through shows that it was the array, and not the address, that was refused
    const gotThrough = answers.some((answer) => answer?.kind === 'accepted');
    if (refusesArrays(reply) && gotThrough) this.takesArrays = false;
    return answers;
  }

  /**
   * Single orders, one after another: a group has one place among the requests under way. When the receiver takes
   * nothing at the moment, the first to learn it speaks for the rest.
   */
  private deliverInTurn(orders: readonly DeliverableOrder[], gate: SendGate) {
    let notNow: DeliveryAnswer | null = null;
    return gate.each(orders, 1, async (order) => {
      if (notNow !== null) return notNow;
      const answer = await this.deliverOne(order, gate.pass);
      if (answer.kind === 'unavailable' || answer.kind === 'unauthorized') notNow = answer;
      return answer;
    });
  }

  /** A "this order exists" that doesn't name it counts when the receiver shows the order. */
  private async confirm(externalId: string, doubt: DeliveryAnswer): Promise<DeliveryAnswer> {
    const finding = await this.find(externalId);
    if (finding.kind !== 'found') return doubt;
    return { kind: 'accepted', wmsOrderId: finding.wmsOrderId, exchange: doubt.exchange };
  }

  /** The text becomes bytes once: they are signed, and they are sent. */
  private async post(id: string, text: string, beforeSend: (() => void) | undefined) {
    if (this.spacing) await this.spacing.turn();
    const body = Buffer.from(text);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = [
      'content-type',
      'application/json',
      'webhook-id',
      id,
      'webhook-timestamp',
      timestamp,
      'webhook-signature',
      signature(this.key, id, timestamp, body),
      'idempotency-key',
      id,
      ...this.authorization,
    ];
    return this.endpoint.send({ method: 'POST', path: this.options.ordersPath, headers, body }, beforeSend);
  }
}

/** Id of a request with several orders: the same for the same orders. Each order carries its own id in the body. */
const groupId = (externalIds: readonly string[]): string =>
  `group-${createHash('sha256').update(externalIds.join('\n')).digest('hex').slice(0, 32)}`;
