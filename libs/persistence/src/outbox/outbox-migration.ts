/**
 * The table of events that wait to be published. Column names are those of Debezium's outbox event router, so
 * change data capture could take over by configuration. Rows are deleted once the topic has them.
 * Used inside a service's own migration: `for (const statement of CREATE_OUTBOX) await runner.query(statement)`.
 */
export const CREATE_OUTBOX: readonly string[] = [
  `create table outbox (
    position bigint generated always as identity primary key,
    id uuid not null default gen_random_uuid(),
    aggregatetype text not null,
    aggregateid text not null,
    type text not null,
    payload json,
    headers jsonb not null default '{}',
    created_at timestamptz not null default now()
  )`,
  // Rows live for milliseconds: the table stays small only if vacuum comes by often.
  'alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)',
];

export const DROP_OUTBOX: readonly string[] = ['drop table outbox'];
