import { type Answer, json } from '../http/exchange.js';
import type { JoorAccount } from './joor-account.js';
import type { JoorWorld } from './joor-world.js';
import { nextStart } from './next-start.js';
import type { OrderQuery } from './order-query.js';
import { dress } from './quirks.js';
import type { StoredOrder } from './stored-order.js';

let logId = 0;

/** `GET /v2/order/`: the envelope with the page. */
export function answerOrders(world: JoorWorld, account: JoorAccount, query: OrderQuery): Answer {
  const { orders, total } = account.list(query, world.quirks.unstableList, world.now());
  const response = {
    code: 0,
    comment: '',
    start_from: query.startFrom,
    ...nextStart(world.quirks, query, total),
    count: total,
    log_id: String(++logId),
  };
  return { status: 200, body: `{"response":${JSON.stringify(response)},"orders":${list(world, orders)}}` };
}

/** `GET /v2/order/{order_id}`. */
export function answerOne(world: JoorWorld, account: JoorAccount, orderId: string): Answer {
  const order = account.get(orderId);
  const found = order ? [order] : [];
  if (!order) {
    const response = { code: 2, comment: `No order ${orderId}`, log_id: String(++logId) };
    return json(world.quirks.errorStatus === 200 ? 200 : 404, { response, orders: [] });
  }
  const response = { code: 0, comment: '', start_from: 0, next_start: '', count: 1, log_id: String(++logId) };
  return { status: 200, body: `{"response":${JSON.stringify(response)},"orders":${list(world, found)}}` };
}

function list(world: JoorWorld, orders: readonly StoredOrder[]): string {
  if (orders.length === 0) return world.quirks.emptyList === 'text' ? '""' : '[]';
  return `[${orders.map((order) => textOf(world, order)).join(',')}]`;
}

function textOf(world: JoorWorld, order: StoredOrder): string {
  order.text ??= JSON.stringify(dress(order.raw, world.quirks, order.key));
  return order.text;
}
