import { CREATE_OUTBOX, DROP_OUTBOX } from '@joor-bridge/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger. What the hot path writes is kept small:
 *
 * - `orders` holds what is searched, `deliveries` what changes. None of a delivery's indexed columns changes on
 *   the way from claimed to delivered, so that update stays on its page (HOT).
 * - `revisions` are the bytes that came from Kafka, inline and uncompressed: written always, read rarely.
 * - What can be computed is not stored: a decision's explanation follows from the revision and the settings
 *   version (`settings_versions`), the body of an accepted request from those and the connector.
 * - `orders` has the decision that holds; those it replaced are in `past_decisions`.
 */
const LEDGER = `
create table orders (
  connection_id text not null,
  order_id text not null,
  workspace_id text not null,
  seq bigint generated always as identity,
  revision text not null,
  modified_at timestamptz not null,
  outcome text not null,
  rule text,
  reason text,
  settings_version int not null,
  joor_status text not null,
  purchase_order text not null,
  customer_code text not null,
  customer_name text not null,
  currency text not null,
  total text not null,
  first_seen_at timestamptz not null default now(),
  decided_at timestamptz not null default now(),
  primary key (connection_id, order_id)
);
create index orders_by_workspace on orders (workspace_id, seq);
create index orders_by_purchase_order on orders (purchase_order);
create index orders_by_customer on orders (customer_code);
create index orders_undecided on orders (connection_id) where outcome in ('wait', 'hold');

create table revisions (
  connection_id text not null,
  order_id text not null,
  revision text not null,
  modified_at timestamptz not null,
  seen_at timestamptz not null default now(),
  event bytea not null,
  primary key (connection_id, order_id, revision)
) with (toast_tuple_target = 8160);
alter table revisions alter column event set storage external;

create table settings_versions (
  connection_id text not null,
  version int not null,
  snapshot json not null,
  primary key (connection_id, version)
);

create table past_decisions (
  connection_id text not null,
  order_id text not null,
  revision text not null,
  settings_version int not null,
  outcome text not null,
  rule text,
  reason text,
  decided_at timestamptz not null
);
create index past_decisions_by_order on past_decisions (connection_id, order_id);

create table deliveries (
  connection_id text not null,
  order_id text not null,
  revision text not null,
  state text not null,
  test_mode boolean not null,
  attempts int not null default 0,
  attempt_id text,
  lease_until timestamptz,
  due_at timestamptz,
  doubt boolean not null default false,
  superseded boolean not null default false,
  wms_order_id text,
  reason text,
  first_tried_at timestamptz,
  settled_at timestamptz,
  primary key (connection_id, order_id)
) with (fillfactor = 50);
create index deliveries_due on deliveries (connection_id, due_at) where due_at is not null;
create index deliveries_superseded on deliveries (due_at) where superseded;

create table attempts (
  connection_id text not null,
  order_id text not null,
  attempt_id text not null,
  revision text not null,
  settings_version int not null,
  answer text not null,
  reason text,
  started_at timestamptz not null,
  duration_ms int not null,
  method text not null,
  url text not null,
  status int,
  request_headers text not null,
  request_body text,
  response_body text not null,
  primary key (connection_id, order_id, attempt_id)
) with (toast_tuple_target = 8160);
alter table attempts alter column request_body set storage external;

create table reviews (
  id uuid primary key,
  connection_id text not null,
  order_id text not null,
  workspace_id text not null,
  kind text not null,
  from_revision text not null,
  to_revision text not null,
  changes json not null,
  state text not null default 'open',
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by text
);
create index reviews_by_order on reviews (connection_id, order_id);
create unique index reviews_once on reviews (connection_id, order_id, from_revision, to_revision)
  where state = 'open';
create index reviews_open on reviews (workspace_id, opened_at) where state = 'open';

create table replays (
  id uuid primary key,
  workspace_id text,
  filter json not null,
  dry_run boolean not null,
  state text not null default 'running',
  read int not null default 0,
  matched int not null default 0,
  would_deliver int not null default 0,
  orders json not null default '[]',
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  touched_at timestamptz not null default now()
);

create table ledger_origin (
  one boolean primary key default true check (one),
  began_at timestamptz not null default now(),
  whole boolean not null
);

create table connection_health (
  connection_id text primary key,
  workspace_id text not null,
  status text not null,
  message text not null,
  since timestamptz not null default now()
);
`;

export class Ledger0001 implements MigrationInterface {
  readonly name = 'Ledger1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER);
    for (const statement of CREATE_OUTBOX) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DROP_OUTBOX) await runner.query(statement);
    await runner.query(
      'drop table connection_health, ledger_origin, replays, reviews, attempts, deliveries, past_decisions, settings_versions, revisions, orders',
    );
  }
}
