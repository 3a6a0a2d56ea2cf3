import type { Finding } from '../connector.js';
import type { Endpoint } from '../http/endpoint.js';
import { isObject, readJson, readText } from '../http/json-body.js';
import type { Answered } from '../http/reply.js';
import { ambiguous, judge, orderIdIn } from './answer.js';

/** A proxy's web page with status 404 is not the receiver's word. */
const isOwnWord = ({ body, oversized }: Answered): boolean =>
  body === '' || (!oversized && isObject(readJson(body)));

/**
 * Asks the receiver whether it has an order: 200 with the order is yes, 404 is no.
 * An answer about another order, or none that can be read, is neither.
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
  if (reply.kind === 'answered' && reply.status === 404 && isOwnWord(reply))
    return { kind: 'absent', exchange };
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
