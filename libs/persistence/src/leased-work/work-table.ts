/**
 * A table of work that comes again for each connection, in each of JOOR's worlds: `due_at` by its interval,
 * `requested_at` when somebody asked for it.
 */
export const createWorkTable = (name: string): readonly string[] => [
  `create table ${name} (
    connection_id text not null,
    world text not null,
    workspace_id text not null,
    snapshot_version integer not null,
    active boolean not null,
    interval_ms bigint,
    due_at timestamptz,
    requested_at timestamptz,
    lease_id uuid,
    lease_until timestamptz,
    failures integer not null default 0,
    started_at timestamptz,
    finished_at timestamptz,
    primary key (connection_id, world)
  )`,
  `create index ${name}_due on ${name} (due_at) where active`,
];
