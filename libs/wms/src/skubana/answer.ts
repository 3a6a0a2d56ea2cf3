import type { DeliveryAnswer, Finding } from '../connector.js';
import {
  isObject,
  type JsonObject,
  messageOf,
  messageOfPart,
  readJson,
  readText,
} from '../http/json-body.js';
import type { Answered, Reply } from '../http/reply.js';
import { LONGEST_PAUSE_MS, retryAfterMs } from '../http/retry-after.js';

/** Header of a 429, in milliseconds (seen in public clients). */
const QUOTA_HEADER = 'x-skubana-quota-retryafter';
/** What those clients wait when a 429 has no such header. */
const QUOTA_PAUSE_MS = 15_000;

/*
 * What an answer of Skubana's means. Bodies of errors outside batch calls are not documented: text.
 *
 * | answer                                   | create        | look-up                    |
 * |------------------------------------------|---------------|----------------------------|
 * | not written                              | unavailable   | unknown                    |
 * | written, no whole answer; 408, 5xx       | ambiguous     | unknown                    |
 * | 2xx with ids                             | accepted      |                            |
 * | 2xx with errors                          | rejected      |                            |
 * | 2xx, anything else                       | ambiguous     | list: found, absent; else unknown |
 * | 401, 403                                 | unauthorized  | unknown: unauthorized      |
 * | 429: quota header in ms, else 15 s       | unavailable   | unknown: unavailable       |
 * | 503: Retry-After                         | unavailable   | unknown: unavailable       |
 * | 3xx, 404, 405: wrong address             | unavailable   | unknown: unavailable       |
 * | every other 4xx                          | rejected      | unknown                    |
 */
export function judgeCreate(reply: Reply, now: number): DeliveryAnswer {
  if (reply.kind === 'answered' && reply.status >= 200 && reply.status < 300) return judgeCreated(reply);
  return judgeFailure(reply, now);
}

function judgeCreated(reply: Answered): DeliveryAnswer {
  const { exchange, status } = reply;
  const json = reply.oversized ? undefined : readJson(reply.body);
  const id = isObject(json) ? createdId(json) : null;
  if (id !== null) return { kind: 'accepted', wmsOrderId: id, exchange };
  if (isObject(json) && Array.isArray(json.errors) && json.errors.length > 0) {
    return { kind: 'rejected', reason: messageOfPart({ errors: json.errors }, reply.clean), exchange };
  }
  return { kind: 'ambiguous', reason: `answered ${status} without the id of an order`, exchange };
}

function createdId(json: JsonObject): string | null {
  if (Array.isArray(json.ids) && json.ids.length > 0) return readText(json.ids[0]);
  const [order] = Array.isArray(json.orders) ? json.orders : [];
  return isObject(order) ? readText(order.orderId) : null;
}

/** What `GET /v1.1/orders` says about one order number. The filter may match more than was asked for. */
export function judgeLookUp(reply: Reply, wanted: Wanted, now: number): Finding {
  const { exchange } = reply;
  if (reply.kind === 'answered' && reply.status === 200 && !reply.oversized) {
    const rows = readJson(reply.body);
    if (Array.isArray(rows)) {
      const id = rows.map((row) => matchingId(row, wanted)).find((found) => found !== null);
      if (id) return { kind: 'found', wmsOrderId: id, exchange };
      if (rows.length < wanted.limit) return { kind: 'absent', exchange };
    }
  }
  const answer = judgeFailure(reply, now);
  if (answer.kind !== 'rejected' && answer.kind !== 'accepted') return { kind: 'unknown', answer };
  const reason = `the look-up gave no usable list: ${answer.kind === 'rejected' ? answer.reason : ''}`;
  return { kind: 'unknown', answer: { kind: 'ambiguous', reason, exchange } };
}

export interface Wanted {
  readonly orderNumber: string;
  readonly salesChannelId: number;
  /** Rows asked for; a full page without the order leaves the question open. */
  readonly limit: number;
}

function matchingId(row: unknown, { orderNumber, salesChannelId }: Wanted): string | null {
  if (!isObject(row) || readText(row.orderNumber) !== orderNumber) return null;
  const channel = isObject(row.salesChannel) ? row.salesChannel.salesChannelId : row.salesChannelId;
  if (channel !== undefined && readText(channel) !== String(salesChannelId)) return null;
  return readText(row.orderId);
}

function judgeFailure(reply: Reply, now: number): DeliveryAnswer {
  const { exchange } = reply;
  const unavailable = (reason: string, retryAfter: number | null = null): DeliveryAnswer => ({
    kind: 'unavailable',
    reason,
    retryAfterMs: retryAfter,
    exchange,
  });
  if (reply.kind === 'unsent') return unavailable(`not sent: ${reply.reason}`);
  if (reply.kind === 'lost') return { kind: 'ambiguous', reason: reply.reason, exchange };
  const { status } = reply;
  const reason = `answered ${status}: ${messageOf(reply.body, reply.clean)}`;
  if (status === 401 || status === 403) return { kind: 'unauthorized', reason, exchange };
  if (status === 429 || status === 503) return unavailable(reason, throttlePause(reply, now));
  if ((status >= 300 && status < 400) || status === 404 || status === 405) {
    return unavailable(`${reason}; check the address and the base path`);
  }
  if (status >= 500 || status === 408 || status < 300) return { kind: 'ambiguous', reason, exchange };
  return { kind: 'rejected', reason, exchange };
}

/** How long a 429 or a 503 asks to wait, in milliseconds; null when it doesn't say. */
export const throttlePause = (reply: Answered, now: number): number | null =>
  reply.status === 429 ? quotaPause(reply) : retryAfterMs(reply.header('retry-after'), now);

function quotaPause(reply: Answered): number {
  const header = reply.header(QUOTA_HEADER)?.trim() ?? '';
  return /^\d{1,9}$/.test(header) ? Math.min(Number(header), LONGEST_PAUSE_MS) : QUOTA_PAUSE_MS;
}
