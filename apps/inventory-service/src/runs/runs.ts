import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { Example } from './examples.js';
import type { Figures } from './guard.js';
import { RUN_COLUMNS, type Run, type RunKind, type RunState } from './run.js';

type Db = pg.Pool | pg.ClientBase;

export interface NewRun extends Place {
  readonly workspaceId: string;
  readonly kind: RunKind;
  readonly state: RunState;
  readonly reason?: string;
  readonly requestedBy?: string;
}

const BEGIN = `
  insert into runs (id, connection_id, world, workspace_id, kind, state, reason, requested_by, started_at, finished_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, case when $6 <> 'queued' then clock_timestamp() end,
    case when $6 = 'held' then clock_timestamp() end)
  returning ${RUN_COLUMNS}`;

export async function beginRun(db: Db, run: NewRun): Promise<Run> {
  const { connectionId, world, workspaceId, kind, state, reason, requestedBy } = run;
  const values = [randomUUID(), connectionId, world, workspaceId, kind, state, reason, requestedBy];
  const { rows } = await db.query<Run>(BEGIN, values);
  const [begun] = rows;
  if (!begun) throw new Error('PostgreSQL gave no run back.');
  return begun;
}

/** The run that sends, or waits to; there is one at most. */
export async function openRun(db: Db, place: Place): Promise<Run | null> {
  return (await runsIn(db, place, ['running', 'waiting-for-approval']))[0] ?? null;
}

/** Runs that somebody asked for and that have not begun, the oldest first. */
export const queuedRuns = (db: Db, place: Place): Promise<Run[]> => runsIn(db, place, ['queued']);

async function runsIn(db: Db, { connectionId, world }: Place, states: readonly RunState[]): Promise<Run[]> {
  const { rows } = await db.query<Run>(
    `select ${RUN_COLUMNS} from runs where connection_id = $1 and world = $2 and state = any($3) order by seq`,
    [connectionId, world, states],
  );
  return rows;
}

const MOVE = `
  update runs set state = $2, reason = $3, started_at = coalesce(started_at, clock_timestamp()),
    skipped = case when $4 then (
      select count(*) from skipped_skus s where s.connection_id = runs.connection_id and s.world = runs.world
    ) else skipped end,
    finished_at = case when $4 then clock_timestamp() end
  where id = $1 and state = any($5) returning ${RUN_COLUMNS}`;

const OVER: readonly RunState[] = ['done', 'held', 'rejected', 'failed'];
const UNDER_WAY: readonly RunState[] = ['queued', 'running', 'waiting-for-approval'];

/**
 * Moves a run that is not over to a state. A waiting run is started by a decision, or by figures that nobody objects
 * to any more.
 * @returns the run as it is then; null where it was over already, or was decided about meanwhile
 */
export async function moveRun(
  db: Db,
  id: string,
  state: RunState,
  { reason = null, from = UNDER_WAY }: { reason?: string | null; from?: readonly RunState[] } = {},
): Promise<Run | null> {
  const { rows } = await db.query<Run>(MOVE, [id, state, reason, OVER.includes(state), from]);
  return rows[0] ?? null;
}

/** What a run would do, as it looks now. */
export async function showFigures(
  db: Db,
  id: string,
  { figures, examples, pending }: { figures: Figures; examples: readonly Example[]; pending: number },
): Promise<void> {
  await db.query('update runs set figures = $2, examples = $3, pending = $4 where id = $1', [
    id,
    JSON.stringify(figures),
    JSON.stringify(examples),
    pending,
  ]);
}

export interface RunProgress {
  readonly sent?: number;
  readonly zeroed?: number;
  readonly refused?: number;
  readonly requests?: number;
  readonly credits?: number;
}

export async function countProgress(db: Db, id: string, progress: RunProgress): Promise<void> {
  const { sent = 0, zeroed = 0, refused = 0, requests = 0, credits = 0 } = progress;
  await db.query(
    `update runs set sent = sent + $2, zeroed = zeroed + $3, refused = refused + $4, requests = requests + $5,
       credits = credits + $6 where id = $1`,
    [id, sent, zeroed, refused, requests, credits],
  );
}

/**
 * A sync that could not begin: one row for as long as the reason stays the same, so that an obstacle that lasts for
 * weeks does not fill the list.
 */
export async function holdSync(
  db: Db,
  run: Omit<NewRun, 'kind' | 'state'> & { reason: string },
): Promise<boolean> {
  const { rows } = await db.query<{ id: string; state: RunState; reason: string | null }>(
    `select id, state, reason from runs where connection_id = $1 and world = $2 and kind = 'sync'
     order by seq desc limit 1`,
    [run.connectionId, run.world],
  );
  const [last] = rows;
  if (last?.state === 'held' && last.reason === run.reason) {
    await db.query('update runs set finished_at = clock_timestamp() where id = $1', [last.id]);
    return false;
  }
  await beginRun(db, { ...run, kind: 'sync', state: 'held' });
  return true;
}
