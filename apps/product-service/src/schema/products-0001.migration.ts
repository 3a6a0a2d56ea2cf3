import { CREATE_OUTBOX, createWorkTable, DROP_OUTBOX } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the WMSs have. Everything is by connection and world, which share nothing.
 *
 * - `styles`: the catalogue as `wms.products.v1` has it; unlisted styles stay. `skus` are those of its variants.
 * - `catalogue_news.newest` is when a style was last stored that differs; it grows in the order of commits.
 * - `told_styles`: what intake has put on the topic last, which may still be on its way to `styles`.
 * - `refused_products`: what cannot be read, until it can, or is gone from a whole list.
 * - `pull_marks`: `complete_from` is when the last complete pull began, `full_from` the last one of the whole list.
 */
const UP = `
create table styles (
  connection_id text not null,
  world text not null,
  style text not null,
  workspace_id text not null,
  revision text not null,
  observed_at timestamptz not null,
  listed boolean not null,
  product json not null,
  skus text[] not null,
  changed_at timestamptz not null default now(),
  primary key (connection_id, world, style)
);

create table catalogue_news (
  connection_id text not null,
  world text not null,
  newest timestamptz not null,
  primary key (connection_id, world)
);

create table told_styles (
  connection_id text not null,
  world text not null,
  style text not null,
  revision text not null,
  listed boolean not null,
  observed_at timestamptz not null,
  primary key (connection_id, world, style)
);

create table refused_products (
  connection_id text not null,
  world text not null,
  style text not null,
  reason text not null,
  source text not null,
  seen_at timestamptz not null,
  primary key (connection_id, world, style, reason)
);

create table pull_marks (
  connection_id text not null,
  world text not null,
  complete_from timestamptz,
  full_from timestamptz,
  primary key (connection_id, world)
);

create table pulls (
  id uuid primary key,
  connection_id text not null,
  world text not null,
  workspace_id text not null,
  changed_since timestamptz,
  started_at timestamptz not null,
  ended_at timestamptz,
  pages int not null default 0,
  read int not null default 0,
  changed int not null default 0,
  unlisted int not null default 0,
  refused int not null default 0,
  outcome text not null default 'running',
  reason text
);
create index pulls_of_connection on pulls (connection_id, world, started_at);

create table products_origin (
  one boolean primary key default true check (one),
  whole boolean not null
);
`;

const TABLES = [
  'products_origin',
  'pulls',
  'pull_marks',
  'pull_schedules',
  'refused_products',
  'told_styles',
  'catalogue_news',
  'styles',
];

export class Products0001 implements MigrationInterface {
  readonly name = 'Products1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
    for (const statement of [...createWorkTable('pull_schedules'), ...CREATE_OUTBOX]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DROP_OUTBOX) await runner.query(statement);
    await runner.query(`drop table ${TABLES.join(', ')}`);
  }
}
