import { randomUUID } from 'node:crypto';
import type { EffectLedger } from '../effects/effect-ledger.js';
import { FaultSet } from '../faults/fault-set.js';
import type { Brand } from '../generator/brand.js';
import { type Answer, type Call, json, notFound, text } from '../http/exchange.js';
import type { Target } from '../http/simulated-server.js';
import { type OrderedLine, orderedLines } from '../stock/ordered-lines.js';
import { exchangeCode } from './code-exchange.js';
import { goodsPage, isGoodsList, isTotals } from './goods-lists.js';
import { type Lookup, OrderShelf } from './order-shelf.js';
import { SecondQuota } from './second-quota.js';
import { SkubanaGoods } from './skubana-goods.js';
import { orderFault, type SkubanaOrder, shown } from './skubana-order.js';
import { type SkubanaSettings, skubanaDefaults } from './skubana-settings.js';

const unauthorised = (): Answer => text(401, 'Unauthorized');
const throttled = (ms: number | null): Answer => ({
  ...text(429, 'Too many requests'),
  headers: ms === null ? {} : { 'x-skubana-quota-retryAfter': String(Math.ceil(ms)) },
});

/** Skubana (Extensiv Order Manager), API and application host in one: code exchange, create, look up, cancel. */
export class SkubanaWorld implements Target {
  settings: SkubanaSettings;
  readonly faults: FaultSet;
  readonly name: string;
  readonly codes = new Set<string>();
  readonly issued = new Set<string>();
  private readonly shelf = new OrderShelf();
  readonly goods: SkubanaGoods;
  private readonly requests = new SecondQuota();
  private readonly totals = new SecondQuota();

  constructor(
    world: string,
    private readonly effects: EffectLedger,
    brandOf: (account: string) => Brand,
    private readonly now: () => number = Date.now,
  ) {
    this.name = `skubana-${world}`;
    this.settings = skubanaDefaults(world);
    this.goods = new SkubanaGoods(this.name, () => brandOf(this.settings.account));
    this.faults = new FaultSet(this.name, { throttled, unauthorised });
  }

  /** A code as the redirect after the app's installation brings it; good for one exchange. */
  newCode(): string {
    const code = randomUUID();
    this.codes.add(code);
    return code;
  }

  route(call: Call): string {
    return `${call.method} ${call.path.replace(/^\/v1\.1\/orders\/.+$/, '/v1.1/orders/{orderId}')}`;
  }

  handle(call: Call): Answer {
    if (call.path === '/oauth/token') return exchangeCode(this, call);
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1] ?? '';
    if (!this.settings.tokens.includes(token) && !this.issued.has(token)) return unauthorised();
    const waitMs = this.overQuota(call.path);
    if (waitMs !== null) return throttled(waitMs);
    if (call.method === 'GET' && isGoodsList(call.path)) {
      return goodsPage(call.path, call.query, this.goods, this.settings);
    }
    switch (`${call.method} ${call.path}`) {
      case 'PUT /v1/order':
        return this.create(call.body);
      case 'GET /v1.1/orders':
        return this.look(call.query);
      case 'POST /v1/orders/cancel':
        return this.cancel(call.query);
      default:
        return this.one(call);
    }
  }

  /** Lets the stock change as it was due by now (epoch ms). */
  tick(now: number): void {
    const { stockChangesPerHour } = this.settings;
    if (stockChangesPerHour > 0) this.goods.tick(now, stockChangesPerHour);
  }

  clear(): void {
    this.shelf.clear();
  }

  private create(body: string): Answer {
    const orders = readBody(body, this.settings.body);
    if (typeof orders === 'string') return text(400, orders);
    const fault = orders.map(orderFault).find((each) => each !== null);
    if (fault) return text(400, fault);
    const records = orders as Record<string, unknown>[];
    const twice = records.find((order) => this.settings.duplicates === 'refuse' && this.shelf.has(order));
    if (twice) return text(400, `Order number ${String(twice.orderNumber)} already exists`);
    const made = records.map((order) => this.shelf.add(order, this.now()));
    for (const order of made) {
      this.effects.record(this.name, order.orderNumber, JSON.stringify(order.sent));
      for (const { sku, quantity } of this.stocked(order)) this.goods.stock.take(sku, quantity);
    }
    return json(200, { ids: made.map(({ orderId }) => orderId), message: null, orders: [] });
  }

  private look(query: URLSearchParams): Answer {
    const page = Math.max(1, Number(query.get('page') ?? 1));
    const limit = Math.min(1000, Math.max(1, Number(query.get('limit') ?? 100)));
    const found = this.shelf.find(lookupOf(query), this.settings.substringLookUp);
    return json(200, found.slice((page - 1) * limit, page * limit).map(shown));
  }

  private one(call: Call): Answer {
    const id = /^\/v1\.1\/orders\/(\d+)$/.exec(call.path)?.[1];
    if (call.method !== 'GET' || id === undefined) return notFound(call);
    const order = this.shelf.byId(Number(id));
    return order ? json(200, shown(order)) : text(404, `Order ${id} not found`);
  }

  private cancel(query: URLSearchParams): Answer {
    const id = query.get('orderId');
    const byId = id === null ? undefined : this.shelf.byId(Number(id));
    const found = id === null ? this.shelf.find(lookupOf(query), false) : byId ? [byId] : [];
    if (found.length === 0) return text(404, 'Order not found');
    for (const order of found) {
      const back = order.status === 'CANCELLED' ? [] : this.stocked(order);
      for (const { sku, quantity } of back) this.goods.stock.giveBack(sku, quantity);
      order.status = 'CANCELLED';
      order.cancelReason = query.get('cancelReason') ?? query.get('cancelReasonType') ?? '';
    }
    return json(200, { results: found.map(({ orderId }) => ({ orderId })), errors: [] });
  }

  /** Lines of an order that count against the stock; none while nobody has looked at it. */
  private stocked({ sent }: SkubanaOrder): readonly OrderedLine[] {
    return this.goods.stock.isFilled ? orderedLines(sent, 'orderItems', 'listingSku', 'quantityOrdered') : [];
  }

  private overQuota(path: string): number | null {
    const { perSecond, totalsPerSecond } = this.settings;
    const now = this.now();
    return (
      this.requests.over(perSecond, now) ?? (isTotals(path) ? this.totals.over(totalsPerSecond, now) : null)
    );
  }
}

const lookupOf = (query: URLSearchParams): Lookup => ({
  numbers: query.getAll('orderNumber'),
  salesChannelId: query.has('salesChannelId') ? Number(query.get('salesChannelId')) : null,
});

function readBody(body: string, shape: SkubanaSettings['body']): unknown[] | string {
  try {
    const value: unknown = JSON.parse(body);
    const isArray = Array.isArray(value);
    if ((shape === 'object' && isArray) || (shape === 'array' && !isArray)) {
      return `the body must be ${shape === 'array' ? 'an array' : 'an object'}`;
    }
    return isArray ? value : [value];
  } catch {
    return 'the body is not JSON';
  }
}
