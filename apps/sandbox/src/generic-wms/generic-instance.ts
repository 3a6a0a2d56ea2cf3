import type { EffectLedger } from '../effects/effect-ledger.js';
import { FaultSet } from '../faults/fault-set.js';
import type { Brand } from '../generator/brand.js';
import { type Answer, type Call, json, notFound } from '../http/exchange.js';
import { readPathPart } from '../http/path-part.js';
import type { Target } from '../http/simulated-server.js';
import { brandLevels, brandStyles } from '../stock/brand-goods.js';
import { orderedLines } from '../stock/ordered-lines.js';
import { StockLife } from '../stock/stock-life.js';
import { StockRoom } from '../stock/stock-room.js';
import { StyleShelf } from '../stock/style-shelf.js';
import { DEMO_SIGNING_SECRET, INSTANCE_DEFAULTS, type InstanceSettings } from './instance-settings.js';
import { isListName, listPage } from './pulled-lists.js';
import { type Push, push } from './push.js';
import { type ReceivedOrder, readOrders } from './received-orders.js';
import { signatureFault } from './signature.js';

/** One order's fate, as a batch answer tells it. */
interface Result {
  readonly externalId: string;
  readonly status: 'accepted' | 'duplicate' | 'rejected' | 'error';
  readonly id?: string;
  readonly message?: string;
}

const unauthorised = (message = 'the credentials are refused'): Answer => json(401, { message });

/** A warehouse system that takes signed JSON over HTTP. Its orders are counted under its name. */
export class GenericInstance implements Target {
  settings: InstanceSettings = INSTANCE_DEFAULTS;
  readonly faults: FaultSet;
  readonly stock: StockRoom;
  readonly styles: StyleShelf;
  private readonly stockLife: StockLife;
  private readonly answers = new Map<string, Answer>();

  constructor(
    readonly name: string,
    private readonly effects: EffectLedger,
    brandOf: () => Brand,
  ) {
    this.stock = new StockRoom(() => brandLevels(brandOf(), name));
    this.styles = new StyleShelf(() => brandStyles(brandOf()));
    this.stockLife = new StockLife(this.stock, name);
    this.faults = new FaultSet(name, {
      throttled: (ms) =>
        json(
          429,
          { message: 'too many requests' },
          ms === null ? {} : { 'retry-after': String(Math.ceil(ms / 1000)) },
        ),
      unauthorised: () => unauthorised(),
    });
  }

  route(call: Call): string {
    const [, , , collection, id] = call.path.split('/');
    if (isListName(collection)) return `${call.method} /${collection}`;
    return `${call.method} /${collection === 'orders' ? `orders${id ? '/{externalId}' : ''}` : 'other'}`;
  }

  handle(call: Call): Answer {
    const [, , , collection, id, rest] = call.path.split('/');
    const isList = isListName(collection) && id === undefined;
    if ((collection !== 'orders' && !isList) || rest !== undefined) return notFound(call);
    const { bearerToken } = this.settings;
    if (bearerToken !== null && call.headers.authorization !== `Bearer ${bearerToken}`) return unauthorised();
    if (isList) return this.list(collection, call);
    if (call.method === 'GET' && id) return this.find(readPathPart(id));
    return call.method === 'POST' && !id ? this.post(call) : json(405, { message: `no ${call.method} here` });
  }

  /** Lets the stock change as it was due by now (epoch ms). */
  tick(now: number): void {
    if (this.settings.stockChangesPerHour > 0) this.stockLife.runTo(now, this.settings.stockChangesPerHour);
  }

  /** Pushes rows to an address, all of the stock or the styles when none are given. */
  push(field: Push['field'], url: string, given: readonly unknown[] | null, perRequest: number) {
    const { signingSecret } = this.settings;
    const asOf = new Date().toISOString();
    const levels = () => this.stock.all().map((level) => ({ asOf, ...level }));
    const rows = given ?? (field === 'levels' ? levels() : this.styles.all());
    return push({ url, field, rows, perRequest, signingSecret: signingSecret ?? DEMO_SIGNING_SECRET });
  }

  /** Forgets the keys it has seen. */
  forgetKeys(): void {
    this.answers.clear();
  }

  private find(externalId: string | null): Answer {
    if (externalId === null)
      return json(400, { message: 'the external id in the path is not percent-encoded' });
    if (!this.settings.lookUp) return json(405, { message: 'this system offers no look-up' });
    const effect = this.effects.find(this.name, externalId);
    return effect
      ? json(200, { id: this.idOf(externalId), externalId })
      : json(404, { externalId, message: 'no such order' });
  }

  private list(name: 'stock' | 'products', call: Call): Answer {
    if (call.method !== 'GET') return json(405, { message: `no ${call.method} here` });
    const now = Date.now();
    return this.unsigned(call, now) ?? listPage(name, call, this, this.settings, now);
  }

  private unsigned(call: Call, now: number): Answer | null {
    const { signingSecret } = this.settings;
    const fault = signingSecret === null ? null : signatureFault(call, signingSecret, now);
    return fault === null ? null : unauthorised(fault);
  }

  private post(call: Call): Answer {
    const { honoursKey } = this.settings;
    const refusal = this.unsigned(call, Date.now());
    if (refusal) return refusal;
    const key = call.headers['idempotency-key'];
    const known = honoursKey && typeof key === 'string' ? this.answers.get(key) : undefined;
    if (known) return known;
    const answer = this.take(call);
    if (honoursKey && typeof key === 'string' && answer.status < 400) this.answers.set(key, answer);
    return answer;
  }

  private take(call: Call): Answer {
    const received = readOrders(call.body);
    if ('fault' in received) return json(400, { message: received.fault });
    if (!received.batch) return this.takeOne(received.orders[0]);
    if (!this.settings.batches) return json(400, { message: 'one order a request, please' });
    return json(200, { results: received.orders.map((order) => this.takeOfBatch(order)) });
  }

  /** Inside a batch the external id stands for the key: a batch may be put together anew when it is repeated. */
  private takeOfBatch(order: ReceivedOrder): Result {
    const { externalId } = order;
    if (this.effects.find(this.name, externalId) === undefined) return this.accept(order);
    const id = this.idOf(externalId);
    if (this.settings.honoursKey) return { externalId, status: 'accepted', id };
    if (this.settings.duplicates === 'double') return this.accept(order);
    return { externalId, status: 'duplicate', id, message: `order ${externalId} already exists` };
  }

  private takeOne(order: ReceivedOrder | undefined): Answer {
    if (!order) return json(400, { message: 'no order' });
    const isNew = this.effects.find(this.name, order.externalId) === undefined;
    if (!isNew && this.settings.duplicates === 'refuse') {
      return json(409, { message: `order ${order.externalId} already exists` });
    }
    const { status, id, message } = this.accept(order);
    return status === 'accepted' ? json(201, { id }) : json(422, { message });
  }

  private accept({ externalId, text }: ReceivedOrder): Result {
    const { rejectContaining } = this.settings;
    if (externalId === '') return { externalId, status: 'rejected', message: 'externalId is needed' };
    if (rejectContaining !== null && text.includes(rejectContaining)) {
      return { externalId, status: 'rejected', message: `orders with ${rejectContaining} are not taken` };
    }
    this.effects.record(this.name, externalId, text);
    if (this.settings.ordersLowerStock && this.stock.isFilled) this.ship(text);
    return { externalId, status: 'accepted', id: this.idOf(externalId) };
  }

  private ship(order: string): void {
    const lines = orderedLines(JSON.parse(order), 'lines', 'itemCode', 'quantity');
    for (const { sku, quantity } of lines) this.stock.take(sku, quantity);
  }

  private idOf(externalId: string): string {
    return `${this.name}/${externalId}`;
  }
}
