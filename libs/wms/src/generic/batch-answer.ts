import type { DeliveryAnswer } from '../connector.js';
import { isObject, type JsonObject, readJson, readText } from '../http/json-body.js';
import type { Answered, Reply } from '../http/reply.js';
import { ambiguous, judge, judgeRow } from './answer.js';

/*
 * What an answer to posted orders means.
 *
 * | answer                           | means                                                                     |
 * |----------------------------------|---------------------------------------------------------------------------|
 * | 2xx with `results`               | each order's own row; in doubt where it is missing, double or unknown     |
 * | 404, 405, 415                    | no arrays here, or a wrong address: the orders go singly, and for good    |
 * |                                  | when one of them gets through                                             |
 * | 400, 413, 422 and what else      | one of the orders may be at fault, and the others must not share its      |
 * | would refuse a single order      | fate: these orders go singly, the next ones as an array again             |
 * | 409                              | accepted where it names the order by `externalId`, else in doubt          |
 * | everything else                  | the same for each, as for a single order                                  |
 */

const NO_ARRAYS = new Set([404, 405, 415]);

/** By this a receiver says that it doesn't take arrays. */
export const refusesArrays = (reply: Reply): boolean =>
  reply.kind === 'answered' && NO_ARRAYS.has(reply.status);

/** What would refuse a single order; of an array it may mean any of them. */
export const refusesContent = (reply: Reply, now: number): boolean =>
  reply.kind === 'answered' && reply.status >= 400 && judge(reply, '', now).kind === 'rejected';

/** What the answer means for each order, in the order given. */
export function judgeBatch(reply: Reply, externalIds: readonly string[], now: number): DeliveryAnswer[] {
  if (reply.kind !== 'answered') return externalIds.map((externalId) => judge(reply, externalId, now));
  if (reply.status === 409 && externalIds.length > 1) {
    // the receiver's own id tells that one of them is there, not which
    return externalIds.map((externalId) => judgeNamed(reply, externalId, now));
  }
  if (reply.status < 200 || reply.status > 299) {
    return externalIds.map((externalId) => judge(reply, externalId, now));
  }
  const rows = rowsOf(reply.oversized ? undefined : readJson(reply.body));
  return externalIds.map((externalId) => {
    const row = rows?.get(externalId);
    if (row) return judgeRow(row, externalId, reply);
    const reason = rows ? 'has no single row for this order' : 'has no readable list of results';
    return ambiguous(`the answer ${reason} (status ${reply.status})`, reply.exchange);
  });
}

function judgeNamed(reply: Answered, externalId: string, now: number): DeliveryAnswer {
  const json = reply.oversized ? undefined : readJson(reply.body);
  if (isObject(json) && readText(json.externalId) === externalId) return judge(reply, externalId, now);
  return ambiguous(`answered ${reply.status}, and does not name this order of the group`, reply.exchange);
}

/** Rows by external id; null for an id that has several. */
function rowsOf(json: unknown): Map<string, JsonObject | null> | null {
  if (!isObject(json) || !Array.isArray(json.results)) return null;
  const rows = new Map<string, JsonObject | null>();
  for (const row of json.results) {
    const externalId = isObject(row) ? readText(row.externalId) : null;
    if (externalId !== null) rows.set(externalId, rows.has(externalId) ? null : row);
  }
  return rows;
}
