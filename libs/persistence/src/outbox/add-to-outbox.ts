import type pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { OutboxRow } from './outbox-row.js';

/** The notification only wakes the relay early; it is sent when the transaction commits. */
const ADD = `
  with added as (
    insert into outbox (aggregatetype, aggregateid, type, payload, headers)
    select topic, key, type, payload::json, headers::jsonb
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
      with ordinality as row (topic, key, type, payload, headers, ordinal)
    order by ordinal
  )
  select pg_notify('outbox:' || current_schema(), '')`;

/**
 * Adds events to the outbox of the schema, in the order given, within the caller's transaction.
 * Order per key holds as long as writers of one key serialise on its row, which optimistic versions make them do.
 */
export async function addToOutbox(
  client: pg.ClientBase | EntityManager,
  rows: readonly OutboxRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const parameters = [
    rows.map((row) => row.topic),
    rows.map((row) => row.key),
    rows.map((row) => row.type),
    rows.map((row) => (row.value === null ? null : JSON.stringify(row.value))),
    rows.map((row) => JSON.stringify(row.headers ?? {})),
  ];
  await (client as { query(sql: string, values: unknown[]): Promise<unknown> }).query(ADD, parameters);
}
