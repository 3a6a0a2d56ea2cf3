import { createWorkTable } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What JOOR is to hold and what it holds, by connection and world.
 *
 * - `publishing`: one row per connection, which is also the lease of whoever computes and sends for it.
 *   `computed_under` are the settings that `listings` were computed by, `account` whose figures they are, `synced_news` the `stock_news.newest` that
 *   was acted upon.
 * - `listings`: one row per place of a figure in JOOR: warehouse, item and day (`''` is now). `wanted` null: nothing is
 *   to be sent. `acknowledged` null: nobody knows what JOOR holds, since nothing was sent or a request is on its way;
 *   `held_before` is what it was when that request left, `last_known` the last figure that was acknowledged at all.
 *   `guarded` is what JOOR held before the first request since `publishing.guard_since`, where `guarded_since` is that.
 *   Until `sending_until` the request of `attempt_id` may still land. `shadowed_by`: another SKU speaks for the place.
 * - `runs`: one is open per connection at most, and one waits of each kind.
 */
const LISTINGS = `
create table publishing (
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  settings_version int not null default 0,
  computed_under text,
  warehouse text,
  dec_pending text,
  account text,
  synced_news timestamptz,
  guard_since timestamptz not null default clock_timestamp(),
  gather_until timestamptz,
  wait_until timestamptz,
  wait_reason text,
  failures int not null default 0,
  retry_at timestamptz,
  batch int,
  lease_id uuid,
  lease_until timestamptz,
  primary key (connection_id, world)
) with (fillfactor = 50);

create table listings (
  connection_id text not null,
  world text not null,
  sku text not null,
  warehouse text not null,
  item text not null,
  day text not null,
  identity jsonb not null,
  listed boolean not null,
  wanted int,
  steps jsonb,
  computed_at timestamptz not null default now(),
  shadowed_by text,
  acknowledged int,
  acknowledged_at timestamptz,
  last_known int,
  held_before int,
  guarded int,
  guarded_since timestamptz,
  sending int,
  attempt_id uuid,
  sending_until timestamptz,
  sent_at timestamptz,
  tries int not null default 0,
  retry_at timestamptz,
  refusal text,
  log_id text,
  seen_at timestamptz,
  primary key (connection_id, world, sku, warehouse, item, day)
) with (fillfactor = 70);
create index listings_by_item on listings (item, connection_id, world);
create index listings_pending on listings (connection_id, world, sku)
  where wanted is not null and wanted is distinct from acknowledged and shadowed_by is null;
create index listings_in_flight on listings (attempt_id) where attempt_id is not null;
create index listings_refused on listings (connection_id, world, sku) where refusal is not null;

create table skipped_skus (
  connection_id text not null,
  world text not null,
  sku text not null,
  reason text not null,
  since timestamptz not null default now(),
  primary key (connection_id, world, sku)
);

create table runs (
  id uuid primary key,
  seq bigint generated always as identity,
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  kind text not null,
  state text not null,
  reason text,
  requested_by text,
  news timestamptz,
  figures jsonb,
  examples jsonb not null default '[]',
  approved jsonb,
  approved_by text,
  decided_at timestamptz,
  pending int not null default 0,
  sent int not null default 0,
  zeroed int not null default 0,
  refused int not null default 0,
  skipped int not null default 0,
  requests int not null default 0,
  credits int not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz
);
create unique index runs_open on runs (connection_id, world) where state in ('running', 'waiting-for-approval');
create unique index runs_queued on runs (connection_id, world, kind) where state = 'queued';
create index runs_of_connection on runs (connection_id, seq);
create index runs_of_workspace on runs (workspace_id, seq);

create table reconciliations (
  id uuid primary key,
  seq bigint generated always as identity,
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  state text not null,
  pages int not null default 0,
  compared int not null default 0,
  drifted int not null default 0,
  reason text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
create unique index reconciliations_open on reconciliations (connection_id, world) where state = 'running';
create index reconciliations_of_connection on reconciliations (connection_id, seq);

create table drift (
  seq bigint generated always as identity primary key,
  reconciliation_id uuid not null,
  connection_id text not null,
  world text not null,
  sku text not null,
  warehouse text not null,
  day text not null,
  believed int not null,
  held int,
  found_at timestamptz not null default now()
);
create index drift_of_connection on drift (connection_id, seq);
`;

const TABLES = [
  'drift',
  'reconciliations',
  'reconcile_schedules',
  'runs',
  'skipped_skus',
  'listings',
  'publishing',
];

export class Inventory0002 implements MigrationInterface {
  readonly name = 'Inventory1764200000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LISTINGS);
    for (const statement of createWorkTable('reconcile_schedules')) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${TABLES.join(', ')}`);
  }
}
