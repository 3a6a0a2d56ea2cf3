import { CREATE_OUTBOX, createWorkTable, DROP_OUTBOX } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the WMSs have, and what was delivered to them since. Everything is by connection and world, which share nothing.
 *
 * - `stock_levels`: `changed_at` is when anything but the time last changed. A level holds at the later of its own
 *   `as_of` and its `stock_sweeps.as_of`; a `doubted` one at its own.
 * - `pending_levels`: on their way to Kafka and back, by the pull that sent them. A sweep is over when its own have
 *   arrived, and what is in it is never taken for unchanged: it may still come.
 * - `recent_orders` remembers orders that are not delivered any more, too, so that an older outcome which comes late
 *   does not bring their lines back.
 * - `pulls.accepted_by`: who said that so many SKUs are really gone; the next pull believes the list.
 * - `changed_skus`: to be computed again; its row is taken away only while `changed_at` is what was read with it.
 * - `stock_news.newest` grows in the order of commits. Remember the value that was acted upon, not a clock's.
 */
const INVENTORY = `
create table stock_levels (
  connection_id text not null,
  world text not null,
  sku text not null,
  warehouse text not null,
  available int not null,
  future jsonb not null default '[]',
  as_of timestamptz not null,
  listed boolean not null default true,
  identity jsonb not null,
  note text,
  doubted boolean not null default false,
  changed_at timestamptz not null default now(),
  primary key (connection_id, world, sku, warehouse)
) with (fillfactor = 80);

create table pending_levels (
  connection_id text not null,
  world text not null,
  sku text not null,
  warehouse text not null,
  as_of timestamptz not null,
  pull uuid not null,
  primary key (connection_id, world, sku, warehouse)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table stock_sweeps (
  connection_id text not null,
  world text not null,
  as_of timestamptz not null,
  levels int not null default 0,
  primary key (connection_id, world)
);

create table recent_orders (
  connection_id text not null,
  world text not null,
  order_id text not null,
  told_at timestamptz not null,
  revision text not null,
  delivered_at timestamptz,
  primary key (connection_id, world, order_id)
);

create table recent_lines (
  connection_id text not null,
  world text not null,
  order_id text not null,
  sku text not null,
  quantity int not null,
  delivered_at timestamptz not null,
  primary key (connection_id, world, order_id, sku)
);
create index recent_lines_by_sku on recent_lines (connection_id, world, sku);

create table joor_warehouses (
  connection_id text not null,
  world text not null,
  code text not null,
  name text not null,
  seen_at timestamptz not null,
  primary key (connection_id, world, code)
);

create table changed_skus (
  connection_id text not null,
  world text not null,
  sku text not null,
  changed_at timestamptz not null default clock_timestamp(),
  primary key (connection_id, world, sku)
);

create table stock_news (
  connection_id text not null,
  world text not null,
  newest timestamptz not null,
  primary key (connection_id, world)
);

create table pulls (
  id uuid primary key,
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  pages int not null default 0,
  rows int not null default 0,
  changed int not null default 0,
  zeroed int not null default 0,
  refused_rows int not null default 0,
  refused json not null default '[]',
  outcome text not null default 'running',
  reason text,
  accepted_by text
);
create index pulls_of_connection on pulls (connection_id, world, started_at);

create table inventory_origin (
  one boolean primary key default true check (one),
  began_at timestamptz not null default now(),
  whole boolean not null
);
`;

const TABLES = [
  'inventory_origin',
  'pulls',
  'pull_schedules',
  'stock_news',
  'changed_skus',
  'joor_warehouses',
  'recent_lines',
  'recent_orders',
  'stock_sweeps',
  'pending_levels',
  'stock_levels',
];

export class Inventory0001 implements MigrationInterface {
  readonly name = 'Inventory1764100000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INVENTORY);
    for (const statement of [...createWorkTable('pull_schedules'), ...CREATE_OUTBOX]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DROP_OUTBOX) await runner.query(statement);
    await runner.query(`drop table ${TABLES.join(', ')}`);
  }
}
