import { randomUUID } from 'node:crypto';
import { type CallerIdentity, notFound, ProblemException } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { NewReplay, ReplayedOrder, ReplayView } from './replay-dto.js';
import type { ReplayProgress } from './replay-progress.js';

/** What a replay's record tells of how far it is. */
export type Progress = Pick<ReplayProgress, 'read' | 'matched' | 'wouldDeliver' | 'orders'>;

/** A replay that nobody has touched for this long has lost its process; it is safe to start it again. */
const INTERRUPTED = "touched_at < now() - interval '30 seconds'";

interface ReplayRow {
  id: string;
  workspace_id: string | null;
  dry_run: boolean;
  state: string;
  read: number;
  matched: number;
  would_deliver: number;
  orders: ReplayedOrder[];
  error: string | null;
  created_by: string;
  created_at: Date;
}

/** The replays' own records: what was asked for, how far it got. */
export class Replays {
  constructor(private readonly pool: pg.Pool) {}

  async create(request: NewReplay, caller: CallerIdentity): Promise<string> {
    const { dryRun, ...filter } = request;
    const id = randomUUID();
    await this.pool.query(
      'insert into replays (id, workspace_id, filter, dry_run, created_by) values ($1, $2, $3, $4, $5)',
      [id, caller.workspaceId, JSON.stringify(filter), dryRun, caller.name],
    );
    return id;
  }

  /** @throws 404 when it does not exist for the caller */
  async read(id: string, caller: CallerIdentity): Promise<ReplayView> {
    const { rows } = await this.pool.query<ReplayRow>(
      `select *, case when state = 'running' and ${INTERRUPTED} then 'interrupted' else state end as state
       from replays where id::text = $1`,
      [id],
    );
    const row = rows[0];
    if (row === undefined || (caller.workspaceId !== null && row.workspace_id !== caller.workspaceId)) {
      throw notFound('replay');
    }
    return {
      id: row.id,
      dryRun: row.dry_run,
      state: row.state,
      counts: { read: row.read, matched: row.matched, wouldDeliver: row.would_deliver },
      wouldDeliver: row.orders,
      error: row.error,
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
    };
  }

  async cancel(id: string): Promise<void> {
    const { rowCount } = await this.pool.query(
      "update replays set state = 'cancelled' where id::text = $1 and state = 'running'",
      [id],
    );
    if (rowCount === 0)
      throw new ProblemException(409, { title: 'Not possible now', detail: 'The replay has ended.' });
  }

  /** @returns false when the replay was cancelled meanwhile */
  async touch(id: string, progress: Progress): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `update replays set read = $2, matched = $3, would_deliver = $4, touched_at = now()
       where id = $1 and state = 'running'`,
      [id, progress.read, progress.matched, progress.wouldDeliver],
    );
    return rowCount === 1;
  }

  async finish(id: string, progress: Progress, error: string | null): Promise<void> {
    await this.pool.query(
      `update replays set state = case when state = 'running' then $2 else state end, error = $3, orders = $4,
         read = $5, matched = $6, would_deliver = $7
       where id = $1`,
      [
        id,
        error === null ? 'done' : 'failed',
        error,
        JSON.stringify(progress.orders),
        progress.read,
        progress.matched,
        progress.wouldDeliver,
      ],
    );
  }
}
