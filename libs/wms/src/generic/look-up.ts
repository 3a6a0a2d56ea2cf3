import type { Finding } from '../connector.js';
import type { Endpoint } from '../http/endpoint.js';
import { isObject, readJson, readText } from '../http/json-body.js';
import type { Answered } from '../http/reply.js';
import { ambiguous, judge, orderIdIn } from './answer.js';

/*
 * What the receiver says about one order. Taking an order for absent that is there doubles it, so "absent" has to
 * be said in a way in which no gateway, framework or wrong path answers by itself: these know the path at most, as
 * {"message":"Not Found"}, an empty body or a web page.
 *
 * | answer                                            | means                                                    |
 * |---------------------------------------------------|----------------------------------------------------------|
 * | 200, an object with the order's id, `externalId`  | found                                                    |
 * |   or both, and no other order's `externalId`      |                                                          |
 * | 404, an object whose `externalId` is the one      | absent                                                   |
 * |   asked for                                       |                                                          |
 * | 404, anything else                                | unknown: unavailable, the path may be wrong              |
 * | anything else                                     | unknown, by the table of answers to a posted order       |
 */
export async function lookUp(
  endpoint: Endpoint,
  path: string,
  externalId: string,
  authorization: readonly string[],
): Promise<Finding> {
  const place = path.replaceAll('{externalId}', encodeURIComponent(externalId));
  const reply = await endpoint.send({ method: 'GET', path: place, headers: [...authorization], body: null });
  const { exchange } = reply;
  if (reply.kind === 'answered' && reply.status === 404) return judgeNotFound(reply, externalId);
  if (reply.kind === 'answered' && reply.status === 200 && !reply.oversized) {
    const json = readJson(reply.body);
    if (isObject(json)) {
      const theirs = readText(json.externalId);
      const id = theirs === null || theirs === externalId ? (orderIdIn(json) ?? theirs) : null;
      if (id !== null) return { kind: 'found', wmsOrderId: id, exchange };
    }
  }
  const answer = judge(reply, externalId, Date.now());
  if (answer.kind !== 'accepted' && answer.kind !== 'rejected') return { kind: 'unknown', answer };
  const status = exchange.status ?? 'nothing';
  const reason = `the look-up was answered ${status} without the order's id and without 404`;
  return { kind: 'unknown', answer: ambiguous(reason, exchange) };
}

function judgeNotFound({ body, oversized, exchange }: Answered, externalId: string): Finding {
  const json = oversized ? undefined : readJson(body);
  if (isObject(json) && readText(json.externalId) === externalId) return { kind: 'absent', exchange };
  const reason =
    'the look-up was answered 404 without the externalId that was asked for, as a gateway or a wrong lookUpPath does';
  return { kind: 'unknown', answer: { kind: 'unavailable', reason, retryAfterMs: null, exchange } };
}
