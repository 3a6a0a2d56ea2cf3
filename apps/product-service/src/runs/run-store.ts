import { randomUUID } from 'node:crypto';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { ClaimedRun, NewRun, PlannedStyle, RunCounts } from './run.js';

type Client = pg.Pool | pg.ClientBase;

/** A run whose planner has not been heard of for so long is planned by another. */
const FORSAKEN = "touched_at < now() - interval '2 minutes'";

export async function addRun(client: Client, run: NewRun): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into runs (id, connection_id, world, workspace_id, trigger, styles, preview, created_by, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued')`,
    [id, run.connectionId, run.world, run.workspaceId, run.trigger, run.styles, run.preview, run.createdBy],
  );
  return id;
}

const CLAIM = `
update runs set state = 'planning', worker = $1, touched_at = now()
where id = (
  select id from runs
  where (state = 'queued' and due_at <= now()) or (state = 'planning' and ${FORSAKEN})
  order by seq limit 1 for update skip locked)
returning id, worker, connection_id as "connectionId", world, workspace_id as "workspaceId", trigger, styles, preview,
  created_by as "createdBy", created_at as "createdAt"`;

/** The run that has waited longest, or one whose planner is gone. What that one had planned is forgotten. */
export async function claimRun(pool: pg.Pool): Promise<ClaimedRun | null> {
  const { rows } = await pool.query<ClaimedRun>(CLAIM, [randomUUID()]);
  const [run] = rows;
  if (!run) return null;
  await pool.query('delete from run_styles where run_id = $1', [run.id]);
  return run;
}

/** @returns false when another process plans the run by now: nothing more of it may be written down */
export async function isMine(client: Client, { id, worker }: ClaimedRun): Promise<boolean> {
  const { rowCount } = await client.query(
    "update runs set touched_at = now() where id = $1 and worker = $2 and state = 'planning'",
    [id, worker],
  );
  return rowCount === 1;
}

/** It is planned again later: JOOR could not be asked what it has. */
export async function putOff(
  pool: pg.Pool,
  { id, worker }: ClaimedRun,
  waitMs: number,
  why: string,
): Promise<void> {
  await pool.query(
    `update runs set state = 'queued', worker = null, error = $4, due_at = now() + $3 * interval '1 millisecond'
     where id = $1 and worker = $2 and state = 'planning'`,
    [id, worker, waitMs, why],
  );
}

export async function failRun(pool: pg.Pool, { id, worker }: ClaimedRun, why: string): Promise<void> {
  await pool.query(
    `update runs set state = 'failed', error = $3, ended_at = now()
     where id = $1 and worker = $2 and state = 'planning'`,
    [id, worker, why],
  );
}

const ADD_STYLES = `
insert into run_styles (run_id, style, plan, revision, source, diff, reasons, mapped, status, result)
select $1, style, plan, revision, source, diff::json, reasons::json, mapped::json, status::json,
  case plan when 'refused' then 'refused' else 'waiting-for-approval' end
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
  as row (style, plan, revision, source, diff, reasons, mapped, status)`;

export async function addRunStyles(
  client: Client,
  runId: string,
  styles: readonly PlannedStyle[],
): Promise<void> {
  if (styles.length === 0) return;
  const text = (read: (style: PlannedStyle) => string | null) => textArray(styles.map(read));
  await client.query(ADD_STYLES, [
    runId,
    text(({ style }) => style),
    text(({ plan }) => plan),
    text(({ revision }) => revision),
    text(({ source }) => source),
    text(({ diff }) => JSON.stringify(diff)),
    text(({ reasons }) => JSON.stringify(reasons)),
    text(({ mapped }) => (mapped === null ? null : JSON.stringify(mapped))),
    text(({ status }) => JSON.stringify(status)),
  ]);
}

/** A run is kept until 30 days have gone by since. */
export async function forgetOldRuns(pool: pg.Pool): Promise<void> {
  await pool.query(
    `delete from runs where created_at < now() - interval '30 days' and state not in ('waiting-for-approval', 'running')`,
  );
}

export interface Planned {
  readonly counts: RunCounts;
  readonly settingsVersion: number;
  /** Why a person has to approve it; null: nobody has to. */
  readonly ask: string | null;
  readonly approvedOrders: number | null;
}

/** The run is planned: it goes out, or waits for approval. */
export async function endPlanning(client: pg.ClientBase, runId: string, planned: Planned): Promise<void> {
  const { counts } = planned;
  await client.query(
    `update runs set state = case when $2::text is null then 'running' else 'waiting-for-approval' end, ask = $2, creates = $3,
       updates = $4, unchanged = $5, refused = $6, skipped = $7, inactive = $8, approved_orders = $9,
       settings_version = $10, worker = null, error = null
     where id = $1`,
    [
      runId,
      planned.ask,
      counts.creates,
      counts.updates,
      counts.unchanged,
      counts.refused,
      counts.skipped,
      counts.inactive,
      planned.approvedOrders,
      planned.settingsVersion,
    ],
  );
}

/** What waits for approval with changes of status alone, as the schedule has asked for it. */
const ASKED = `
select r.id, r.approved_orders as "approvedOrders", s.style, s.revision, s.source
from runs r join run_styles s on s.run_id = r.id
where r.connection_id = $1 and r.world = $2 and r.state = 'waiting-for-approval' and r.trigger = 'schedule'
  and r.preview and r.styles is null and r.inactive > 0`;

interface Asked {
  readonly id: string;
  readonly approvedOrders: number | null;
  readonly style: string;
  readonly revision: string | null;
  readonly source: string | null;
}

/**
 * A run that waits for approval of just these changes of status, by the schedule: it need not ask again, and the orders
 * that they touch, for which JOOR's whole list is read, need not be counted again.
 */
export async function sameAsk(
  client: Client,
  { connectionId, world, trigger }: NewRun,
  styles: readonly PlannedStyle[],
): Promise<Pick<Asked, 'id' | 'approvedOrders'> | null> {
  if (trigger !== 'schedule' || styles.length === 0) return null;
  const { rows } = await client.query<Asked>(ASKED, [connectionId, world]);
  const nameOf = (each: Pick<Asked, 'style' | 'revision' | 'source'>) =>
    JSON.stringify([each.style, each.revision, each.source]);
  const wanted = new Set(styles.map(nameOf));
  const [first] = rows;
  const isSame =
    rows.length === wanted.size && rows.every((row) => row.id === first?.id && wanted.has(nameOf(row)));
  return first && isSame ? first : null;
}

/**
 * Previews of the schedule that nobody has answered: the newer run has planned the same anew.
 * @param keep one that asks for just what this run would ask for
 * @returns whether there were any
 */
export async function supersedePreviews(
  client: pg.ClientBase,
  runId: string,
  keep: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update runs old set state = 'superseded', ended_at = now() from runs new
     where new.id = $1 and old.connection_id = new.connection_id and old.world = new.world and old.seq < new.seq
       and old.state = 'waiting-for-approval' and old.trigger = 'schedule' and new.styles is null
       and old.id is distinct from $2::uuid`,
    [runId, keep],
  );
  return rowCount !== 0;
}
