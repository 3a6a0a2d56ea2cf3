import { CREATE_OUTBOX, DROP_OUTBOX } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Everything is by connection and world: an order id of JOOR's sandbox says nothing about production, and a
 * connection that leaves test mode takes production up where production was left.
 */
const CREATE: readonly string[] = [
  `create table schedules (
    connection_id text not null,
    world text not null,
    workspace_id text not null,
    account text not null,
    snapshot_version integer not null,
    active boolean not null,
    interval_ms bigint,
    due_at timestamptz,
    requested_at timestamptz,
    lease_id uuid,
    lease_until timestamptz,
    cursor_at timestamptz,
    health text not null default 'new',
    health_sentence text not null default '',
    health_since timestamptz not null default now(),
    failures integer not null default 0,
    last_started_at timestamptz,
    last_finished_at timestamptz,
    last_pages integer not null default 0,
    last_seen integer not null default 0,
    last_published integer not null default 0,
    last_unreadable integer not null default 0,
    primary key (connection_id, world)
  )`,
  'create index schedules_due on schedules (due_at) where active',
  'create index schedules_leased on schedules (account, lease_until) where lease_until is not null',
  `create table seen_revisions (
    connection_id text not null,
    world text not null,
    order_id text not null,
    revision text not null,
    modified_at timestamptz not null,
    primary key (connection_id, world, order_id)
  )`,
  `create table backfills (
    backfill_id uuid primary key,
    connection_id text not null,
    world text not null,
    workspace_id text not null,
    account text not null,
    range_from timestamptz not null,
    range_to timestamptz not null,
    done_to timestamptz not null,
    state text not null default 'queued',
    due_at timestamptz not null default now(),
    lease_id uuid,
    lease_until timestamptz,
    failures integer not null default 0,
    sentence text not null default '',
    pages integer not null default 0,
    seen integer not null default 0,
    published integer not null default 0,
    unreadable integer not null default 0,
    requested_by text not null,
    created_at timestamptz not null default now(),
    finished_at timestamptz
  )`,
  `create index backfills_open on backfills (due_at) where state in ('queued', 'running')`,
  'create index backfills_of_connection on backfills (connection_id, created_at)',
  ...CREATE_OUTBOX,
];

const DROP: readonly string[] = [
  ...DROP_OUTBOX,
  'drop table backfills',
  'drop table seen_revisions',
  'drop table schedules',
];

export class CreatePollerTables1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CREATE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DROP) await runner.query(statement);
  }
}
