import type { DeliveryAnswer, Exchange } from '../connector.js';
import {
  isObject,
  type JsonObject,
  messageOf,
  messageOfPart,
  readJson,
  readText,
} from '../http/json-body.js';
import type { Answered, Reply } from '../http/reply.js';
import { retryAfterMs } from '../http/retry-after.js';

/*
 * What an answer to one posted order means.
 *
 * | answer                                  | means        | because                                          |
 * |-----------------------------------------|--------------|--------------------------------------------------|
 * | not written (refused, DNS, no socket)   | unavailable  | no byte left, so no effect                       |
 * | written, no whole answer                | ambiguous    | the effect may have happened                     |
 * | 2xx, empty or a JSON object             | accepted     | id, orderId or wmsOrderId, else our external id  |
 * | 2xx with `error` or `errors` and no id  | ambiguous    | some tell every failure so, also one on the way  |
 * | 2xx, anything else                      | ambiguous    | a login page also answers 200                    |
 * | 409 that names the order, by its id or  | accepted     | the receiver has it                              |
 * |   externalId                            |              |                                                  |
 * | 409 that does not, or names another     | ambiguous    | may be "the first try is still under way"        |
 * | 401, 403                                | unauthorized |                                                  |
 * | 3xx, 404, 405, 410, 425, 429, 503       | unavailable  | wrong address, or not now; nothing was taken     |
 * | 408, 5xx but 503                        | ambiguous    | it may have failed after the effect              |
 * | 400, 413, 422 and every other 4xx       | rejected     | this order is not wanted as it is                |
 */
export function judge(reply: Reply, externalId: string, now: number): DeliveryAnswer {
  const { exchange } = reply;
  if (reply.kind === 'unsent') return unavailable(`not sent: ${reply.reason}`, null, exchange);
  if (reply.kind === 'lost') return ambiguous(reply.reason, exchange);
  if (reply.status >= 200 && reply.status < 300) return judgeSuccess(reply, externalId);
  return judgeRefusal(reply, externalId, now);
}

function judgeSuccess(reply: Answered, externalId: string): DeliveryAnswer {
  const { exchange, status, body, oversized } = reply;
  if (oversized) return ambiguous(`answered ${status} with a body too long to be read`, exchange);
  if (body === '') return { kind: 'accepted', wmsOrderId: externalId, exchange };
  const json = readJson(body);
  if (!isObject(json)) return ambiguous(`answered ${status} with a body that is no JSON object`, exchange);
  if (json.status !== undefined) return judgeRow(json, externalId, reply);
  const id = orderIdIn(json);
  if (id === null && (isSaid(json.error) || isSaid(json.errors))) {
    const said = messageOfPart(json, reply.clean);
    return ambiguous(`answered ${status} with an error and without the id of an order: ${said}`, exchange);
  }
  return { kind: 'accepted', wmsOrderId: id ?? externalId, exchange };
}

/** Not null, false, 0, "" or an empty list or object: those say that there is no error. */
const isSaid = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);

/** One order's row of a batch answer; a single answer that has a `status` reads the same. */
export function judgeRow(row: JsonObject, externalId: string, { exchange, clean }: Answered): DeliveryAnswer {
  const said = () => messageOfPart(row, clean);
  if (row.status === 'rejected') return { kind: 'rejected', reason: said(), exchange };
  if (row.status === 'error') return ambiguous(`the receiver had an error: ${said()}`, exchange);
  if (row.status === 'accepted' || row.status === 'duplicate') {
    return { kind: 'accepted', wmsOrderId: orderIdIn(row) ?? externalId, exchange };
  }
  return ambiguous('the receiver gave a status that is not accepted, duplicate, rejected or error', exchange);
}

function judgeRefusal(reply: Answered, externalId: string, now: number): DeliveryAnswer {
  const { exchange, status } = reply;
  const reason = `answered ${status}: ${messageOf(reply.body, reply.clean)}`;
  if (status === 401 || status === 403) return { kind: 'unauthorized', reason, exchange };
  if (status === 409) return judgeConflict(reply, externalId, reason);
  if (status === 429 || status === 503 || status === 425) {
    return unavailable(reason, retryAfterMs(reply.header('retry-after'), now), exchange);
  }
  if (status < 400) {
    return unavailable(
      `answered ${status}, and redirects are not followed: check the address`,
      null,
      exchange,
    );
  }
  if (status === 404 || status === 405 || status === 410) {
    return unavailable(
      `${reason}; nothing takes orders there: check the address and the path`,
      null,
      exchange,
    );
  }
  if (status >= 500 || status === 408) return ambiguous(reason, exchange);
  return { kind: 'rejected', reason, exchange };
}

/** 409 counts as delivered only on evidence: the receiver's id of the order, or our own id given back. */
function judgeConflict(reply: Answered, externalId: string, reason: string): DeliveryAnswer {
  const { exchange } = reply;
  const json = reply.oversized ? undefined : readJson(reply.body);
  if (isObject(json)) {
    const theirs = readText(json.externalId);
    const id = theirs === null || theirs === externalId ? (orderIdIn(json) ?? theirs) : null;
    if (id !== null) return { kind: 'accepted', wmsOrderId: id, exchange };
  }
  return ambiguous(`${reason}; the answer does not name the order that exists`, exchange);
}

/** The receiver's id of the order. */
export const orderIdIn = (json: JsonObject): string | null =>
  readText(json.id) ?? readText(json.orderId) ?? readText(json.wmsOrderId);

export const ambiguous = (reason: string, exchange: Exchange): DeliveryAnswer & { kind: 'ambiguous' } => ({
  kind: 'ambiguous',
  reason,
  exchange,
});

const unavailable = (reason: string, retryAfter: number | null, exchange: Exchange): DeliveryAnswer => ({
  kind: 'unavailable',
  reason,
  retryAfterMs: retryAfter,
  exchange,
});
