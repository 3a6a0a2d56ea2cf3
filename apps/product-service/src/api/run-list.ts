import { type CallerIdentity, notFound } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { RunDetail, RunPage, RunSearch, RunStyleView, RunView } from './run-dto.js';

const DEFAULT_LIMIT = 50;
const STYLES_AT_ONCE = 500;

interface RunRow {
  seq: string;
  id: string;
  connection_id: string;
  world: string;
  settings_version: number | null;
  workspace_id: string;
  trigger: string;
  state: string;
  ask: string | null;
  styles: string[] | null;
  creates: number;
  updates: number;
  unchanged: number;
  refused: number;
  skipped: number;
  inactive: number;
  approved_orders: number | null;
  error: string | null;
  created_by: string;
  created_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  ended_at: Date | null;
}

/** Runs, newest first. @param workspaceId only its runs; null for those of all */
export async function listRuns(
  pool: pg.Pool,
  workspaceId: string | null,
  { connection, after, limit = DEFAULT_LIMIT }: RunSearch,
): Promise<RunPage> {
  const { rows } = await pool.query<RunRow>(
    `select * from runs
     where ($1::text is null or workspace_id = $1) and ($2::text is null or connection_id = $2)
       and ($3::bigint is null or seq < $3)
     order by seq desc limit $4`,
    [workspaceId, connection ?? null, after ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  return { items: page.map(toRun), next: rows.length > limit ? Number(page.at(-1)?.seq) : null };
}

/** @throws 404 when it does not exist for the caller */
export async function findRun(pool: pg.Pool, id: string, caller: CallerIdentity): Promise<RunRow> {
  const { rows } = await pool.query<RunRow>('select * from runs where id::text = $1', [id]);
  const [row] = rows;
  if (row === undefined || !caller.sees(row.workspace_id)) throw notFound('run');
  return row;
}

/** A run with what became of its styles. @throws 404 */
export async function readRun(
  pool: pg.Pool,
  id: string,
  caller: CallerIdentity,
  after: string | undefined,
): Promise<RunDetail> {
  const run = await findRun(pool, id, caller);
  const { rows } = await pool.query<RunStyleView>(
    `select style, plan, diff, reasons, result, reason from run_styles
     where run_id = $1 and style > $2 order by style limit ${STYLES_AT_ONCE + 1}`,
    [run.id, after ?? ''],
  );
  const outcomes = rows.slice(0, STYLES_AT_ONCE);
  const nextStyle = rows.length > STYLES_AT_ONCE ? (outcomes.at(-1)?.style ?? null) : null;
  return { ...toRun(run), outcomes, nextStyle };
}

const toRun = (row: RunRow): RunView => ({
  id: row.id,
  connectionId: row.connection_id,
  world: row.world,
  trigger: row.trigger,
  state: row.state,
  ask: row.ask,
  styles: row.styles,
  counts: {
    create: row.creates,
    update: row.updates,
    unchanged: row.unchanged,
    refused: row.refused,
    skipped: row.skipped,
    inactive: row.inactive,
    approvedOrders: row.inactive === 0 ? null : (row.approved_orders ?? 'unknown'),
  },
  error: row.error,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
});
