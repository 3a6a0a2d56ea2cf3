import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What goes out to JOOR:
 *
 * - `held_products`: what JOOR has acknowledged, one row a style; each change of a row is told on `joor.products.v1`.
 * - `appliers`: who may write to JOOR for a connection, and how JOOR answered last.
 * - `style_states`: where each style stands, and what it is wanted to be. `doubt` is a step at which a write may or may
 *   not have had its effect; it is resolved by a look-up once `doubt_until` is over. `ticket` is new with each queueing.
 * - `run_marks`: up to which news of the catalogue, and under which version of the connection, a run was asked for.
 * - `runs`, `run_styles`: what was planned for whom, with its diff, and what became of it. `source` is what the catalogue
 *   had of the style then.
 */
const UP = `
create table held_products (
  connection_id text not null,
  world text not null,
  style text not null,
  workspace_id text not null,
  revision text,
  held json not null,
  at timestamptz not null,
  primary key (connection_id, world, style)
);

create table appliers (
  connection_id text not null,
  world text not null,
  account text not null,
  lease_id uuid,
  free_at timestamptz not null,
  primary key (connection_id, world)
);
create index appliers_by_account on appliers (account);

create table joor_health (
  connection_id text not null,
  world text not null,
  health text not null,
  sentence text not null,
  failures int not null default 0,
  not_before timestamptz not null,
  refused_version int,
  primary key (connection_id, world)
);

create table style_states (
  connection_id text not null,
  world text not null,
  style text not null,
  workspace_id text not null,
  ticket bigint generated always as identity,
  state text not null,
  run_id uuid,
  revision text,
  mapped json,
  approved text[] not null default '{}',
  declined text,
  stage text,
  reason text,
  refusals json not null default '[]',
  unmapped text[] not null default '{}',
  attempts int not null default 0,
  looked_up boolean not null default false,
  doubt text,
  doubt_until timestamptz,
  due_at timestamptz,
  settled_at timestamptz,
  primary key (connection_id, world, style)
);
create index style_states_due on style_states (connection_id, world, due_at) where due_at is not null;
create index style_states_refused on style_states (connection_id, world, style) where state = 'refused';

create table runs (
  id uuid primary key,
  seq bigint generated always as identity,
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  trigger text not null,
  styles text[],
  preview boolean not null,
  state text not null,
  ask text,
  creates int not null default 0,
  updates int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  skipped int not null default 0,
  inactive int not null default 0,
  approved_orders int,
  settings_version int,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  touched_at timestamptz,
  worker uuid,
  decided_by text,
  decided_at timestamptz,
  ended_at timestamptz
);
create index runs_by_connection on runs (connection_id, seq);
create index runs_by_workspace on runs (workspace_id, seq);
create index runs_open on runs (connection_id, world, state) where state in ('queued', 'planning', 'waiting-for-approval', 'running');

create table run_marks (
  connection_id text not null,
  world text not null,
  news timestamptz,
  version int not null,
  asked_at timestamptz not null,
  primary key (connection_id, world)
);

create table run_styles (
  run_id uuid not null references runs on delete cascade,
  style text not null,
  plan text not null,
  revision text,
  source text,
  diff json not null,
  reasons json not null,
  mapped json,
  status json,
  result text not null,
  reason text,
  primary key (run_id, style)
);
create index run_styles_open on run_styles (run_id) where result = 'queued';
`;

const DOWN = 'drop table run_styles, run_marks, runs, style_states, joor_health, appliers, held_products';

export class Products0002 implements MigrationInterface {
  readonly name = 'Products1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}
