import { type CallerIdentity, notFound } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { RUN_COLUMNS, type Run } from '../runs/run.js';
import { fromNumberCursor, toCursor } from './cursor.js';
import { type RunPage, type RunSearch, runView } from './run.dto.js';

const DEFAULT_LIMIT = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const LIST = `
  select seq, ${RUN_COLUMNS} from runs
  where ($1::text is null or workspace_id = $1) and ($2::text is null or connection_id = $2)
    and ($3::bigint is null or seq < $3)
  order by seq desc limit $4`;

/** Runs newest first. @param workspaceId only its runs; null: those of all */
export async function listRuns(
  pool: pg.Pool,
  workspaceId: string | null,
  { connection, after, limit = DEFAULT_LIMIT }: RunSearch,
): Promise<RunPage> {
  const values = [workspaceId, connection ?? null, fromNumberCursor(after), limit + 1];
  const { rows } = await pool.query<Run & { seq: string }>(LIST, values);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(({ seq, ...run }) => runView(run)), next: last ? toCursor(last.seq) : null };
}

/** @throws the same 404 whether the run does not exist or belongs to another workspace */
export async function findRun(pool: pg.Pool, caller: CallerIdentity, id: string): Promise<Run> {
  if (!UUID.test(id)) throw notFound('run');
  const { rows } = await pool.query<Run>(`select ${RUN_COLUMNS} from runs where id = $1`, [id]);
  const [run] = rows;
  if (!run) throw notFound('run');
  caller.mustSee(run.workspaceId, 'run');
  return run;
}
