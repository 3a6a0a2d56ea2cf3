import type { DeliveryAnswer } from '../connector.js';
import { isObject, type JsonObject, readJson, readText } from '../http/json-body.js';
import type { Reply } from '../http/reply.js';
import { ambiguous, judge, judgeRow } from './answer.js';

/** Statuses by which a receiver says that it doesn't take arrays. */
const NO_ARRAYS = new Set([400, 404, 415, 422]);

export const refusesArrays = (reply: Reply): boolean =>
  reply.kind === 'answered' && NO_ARRAYS.has(reply.status);

/**
 * What an answer to posted orders means for each, in the order given. Each order has its own row in
 * `results`; one whose row is missing, double or unknown is in doubt, the others are not.
 */
export function judgeBatch(reply: Reply, externalIds: readonly string[], now: number): DeliveryAnswer[] {
  if (reply.kind !== 'answered' || reply.status < 200 || reply.status > 299) {
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
