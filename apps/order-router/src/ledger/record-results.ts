import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { AttemptResult } from './attempt-result.js';

const BODY_CHARACTERS = 16_000;

/**
 * Writes what attempts came to: each delivery changes only while it is still claimed by that attempt, the
 * attempt itself is recorded in any case. One that a newer revision superseded is not at its end: it stays due
 * until `settleSuperseded` has seen to it, for this process may die before.
 */
const RECORD_RESULTS = `
with input as (
  select * from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
    $18::text[], $19::text[]
  ) as row (
    connection_id, order_id, attempt_id, revision, state, reason, wms_order_id, due_in_ms, doubt,
    answer, started_at, duration_ms, method, url, status, request_headers, request_body, response_body,
    settings_version
  )
), settled as (
  update deliveries d set
    state = i.state,
    attempts = d.attempts + (i.method is not null)::int,
    attempt_id = null,
    lease_until = null,
    due_at = case when d.superseded and i.state <> 'parked' then now() + interval '5 seconds'
      else now() + i.due_in_ms::float8 * interval '1 millisecond' end,
    doubt = i.doubt::boolean,
    wms_order_id = coalesce(i.wms_order_id, d.wms_order_id),
    reason = i.reason,
    settled_at = case when i.state = 'parked' then null else now() end
  from input i
  where d.connection_id = i.connection_id and d.order_id = i.order_id
    and d.attempt_id = i.attempt_id and d.state = 'delivering'
  returning i.attempt_id as attempt, d.superseded
), recorded as (
  insert into attempts (
    connection_id, order_id, attempt_id, revision, settings_version, answer, reason, started_at, duration_ms,
    method, url, status, request_headers, request_body, response_body)
  select connection_id, order_id, attempt_id, revision, settings_version::int, answer, reason, started_at,
    duration_ms::int, method, url, status::int, request_headers, request_body, response_body
  from input where method is not null
  on conflict do nothing
)
select attempt, superseded from settled`;

export interface Recorded {
  /** False: the claim had run out and is somebody else's, or settled, by now. */
  readonly held: boolean;
  /** A newer revision of the order arrived while this one was under way. */
  readonly superseded: boolean;
}

/** @returns one answer per result, in order */
export async function recordResults(
  client: pg.Pool | pg.ClientBase,
  results: readonly AttemptResult[],
): Promise<Recorded[]> {
  const { rows } = await client.query<[string, boolean]>({
    name: 'record-results',
    text: RECORD_RESULTS,
    values: columns(results),
    rowMode: 'array',
  });
  const superseded = new Map(rows);
  return results.map(({ attemptId }) => ({
    held: superseded.has(attemptId),
    superseded: superseded.get(attemptId) ?? false,
  }));
}

function columns(results: readonly AttemptResult[]): Buffer[] {
  const text = (read: (result: AttemptResult) => string | null) => textArray(results.map(read));
  const number = (read: (result: AttemptResult) => number | null | undefined) =>
    text((result) => read(result)?.toString() ?? null);
  return [
    text((result) => result.connectionId),
    text((result) => result.orderId),
    text((result) => result.attemptId),
    text((result) => result.revision),
    text((result) => result.fate.state),
    text((result) => result.fate.reason),
    text((result) => result.wmsOrderId),
    number((result) => result.fate.dueInMs),
    text((result) => (result.fate.doubt ? 't' : 'f')),
    text((result) => result.answer),
    timestampArray(results.map((result) => result.startedAt.getTime())),
    number((result) => result.exchange && Math.round(result.exchange.durationMs)),
    text((result) => result.exchange?.method ?? null),
    text((result) => result.exchange?.url ?? null),
    number((result) => result.exchange?.status),
    text((result) => result.exchange && JSON.stringify(result.exchange.requestHeaders)),
    // An accepted request's body can be rendered again from what the ledger has.
    text((result) => (result.fate.state === 'delivered' ? null : bodyOf(result.exchange?.requestBody))),
    text((result) => bodyOf(result.exchange?.responseBody)),
    number((result) => result.settingsVersion),
  ];
}

const bodyOf = (body: string | undefined): string | null => body?.slice(0, BODY_CHARACTERS) ?? null;
