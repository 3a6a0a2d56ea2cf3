import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';

export type ReconciliationState = 'running' | 'done' | 'failed';

/** One reading-back of what JOOR holds. */
export interface Reconciliation extends Place {
  readonly id: string;
  readonly workspaceId: string;
  readonly state: ReconciliationState;
  readonly pages: number;
  /** Figures that were compared, and those that were not as believed. */
  readonly compared: number;
  readonly drifted: number;
  readonly reason: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, connection_id as "connectionId", world, workspace_id as "workspaceId", state, pages, compared,
  drifted, reason, started_at as "startedAt", finished_at as "finishedAt"`;

/** One that was cut off is over: what it found stands, and reading begins anew. */
const CUT_OFF = `
  update reconciliations set state = 'failed', reason = 'It was cut off and has begun anew.', finished_at = now()
  where connection_id = $1 and world = $2 and state = 'running'`;

export async function beginReconciliation(
  client: pg.ClientBase,
  { connectionId, world, workspaceId }: Place & { readonly workspaceId: string },
): Promise<Reconciliation> {
  await client.query(CUT_OFF, [connectionId, world]);
  const { rows } = await client.query<Reconciliation>(
    `insert into reconciliations (id, connection_id, world, workspace_id, state)
     values ($1, $2, $3, $4, 'running') returning ${COLUMNS}`,
    [randomUUID(), connectionId, world, workspaceId],
  );
  const [begun] = rows;
  if (!begun) throw new Error('PostgreSQL gave no reconciliation back.');
  return begun;
}

export async function endReconciliation(
  db: pg.Pool | pg.ClientBase,
  id: string,
  state: 'done' | 'failed',
  reason: string | null,
): Promise<Reconciliation | null> {
  const { rows } = await db.query<Reconciliation>(
    `update reconciliations set state = $2, reason = $3, finished_at = clock_timestamp()
     where id = $1 and state = 'running' returning ${COLUMNS}`,
    [id, state, reason],
  );
  return rows[0] ?? null;
}

/** Newest first. */
export async function reconciliationsOf(
  pool: pg.Pool,
  connectionId: string,
  limit: number,
): Promise<Reconciliation[]> {
  const { rows } = await pool.query<Reconciliation>(
    `select ${COLUMNS} from reconciliations where connection_id = $1 order by seq desc limit $2`,
    [connectionId, limit],
  );
  return rows;
}
