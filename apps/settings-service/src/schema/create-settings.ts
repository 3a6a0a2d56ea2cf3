import { CREATE_OUTBOX } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `create table workspaces (
    id text primary key,
    name text not null,
    version int not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text not null
  )`,
  // json, not jsonb: a setting may hold any text, U+0000 included
  `create table connections (
    id text primary key,
    workspace_id text not null references workspaces (id),
    name text not null,
    enabled boolean not null,
    joor_account text not null,
    destination json not null,
    settings json not null,
    credentials json not null,
    credential_facts json not null,
    version int not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    updated_by text not null
  )`,
  'create index connections_of_workspace on connections (workspace_id)',
  // no foreign key: what was changed stays known after the connection is gone
  `create table connection_versions (
    connection_id text not null,
    version int not null,
    at timestamptz not null,
    author text not null,
    changes json not null,
    primary key (connection_id, version)
  )`,
  `create table api_keys (
    key_id text primary key,
    workspace_id text references workspaces (id) on delete cascade,
    name text not null,
    hash text not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    created_at timestamptz not null,
    created_by text not null
  )`,
  `create table kek_canary (
    only_row boolean primary key default true check (only_row),
    sealed json not null
  )`,
];

/** Workspaces, connections with their versions, API keys, and the outbox. */
export class CreateSettings1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...CREATE_OUTBOX]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = ['outbox', 'kek_canary', 'api_keys', 'connection_versions', 'connections', 'workspaces'];
    for (const table of tables) await runner.query(`drop table ${table}`);
  }
}
