import { randomUUID } from 'node:crypto';
import { type Activity, activity, topics, type World } from '@joor-bridge/contracts';
import { addToOutbox, type Database, inTransaction } from '@joor-bridge/persistence';
import type { RefusedRow } from '@joor-bridge/wms';
import type pg from 'pg';

/**
 * `done`; `refused`: the list is not believed to say what is gone; `unauthorized` and `failed`: it was not read to its
 * end; `interrupted`: the connection changed, or the process stopped; `died`: so did the process.
 */
export type PullOutcome = 'done' | 'refused' | 'unauthorized' | 'failed' | 'interrupted' | 'died';

export interface PullTally {
  readonly pages: number;
  readonly rows: number;
  readonly changed: number;
  readonly zeroed: number;
  readonly refusedRows: number;
  /** The first of them. */
  readonly refused: readonly RefusedRow[];
}

export interface PullPlace {
  readonly connectionId: string;
  readonly world: World;
  readonly workspaceId: string;
}

export interface BegunPull {
  readonly id: string;
  /** By PostgreSQL's clock, which all processes share. */
  readonly startedAt: Date;
}

const KEPT_DAYS = 30;

const OTHERS_DIED = `
  update pulls set ended_at = now(), outcome = 'died', reason = 'The process that read it ended in the middle.'
  where connection_id = $1 and world = $2 and outcome = 'running'`;

const BEGIN = `
  insert into pulls (id, connection_id, world, workspace_id, started_at)
  values ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp())) returning started_at as "startedAt"`;

const PROGRESS = `
  update pulls set pages = $2, rows = $3, changed = $4, zeroed = $5, refused_rows = $6, refused = $7 where id = $1`;

const END = `
  update pulls set ended_at = clock_timestamp(), outcome = $2, reason = $3 where id = $1 and outcome = 'running'`;

const FORGET = `
  delete from pulls where connection_id = $1 and world = $2 and started_at < now() - $3 * interval '1 day'`;

/** Where the connection stood before: a failure in between says nothing of it. */
const BEFORE = `
  select outcome, accepted_by is not null as accepted from pulls
  where connection_id = $1 and world = $2 and outcome in ('done', 'refused', 'unauthorized')
  order by started_at desc limit 1`;

/** The record of each pull. */
export class PullRecords {
  constructor(private readonly database: Pick<Database, 'pool'>) {}

  async begin({ connectionId, world, workspaceId }: PullPlace): Promise<BegunPull> {
    const { pool } = this.database;
    await pool.query(OTHERS_DIED, [connectionId, world]);
    const id = randomUUID();
    const { rows } = await pool.query<{ startedAt: Date }>(BEGIN, [id, connectionId, world, workspaceId]);
    return { id, startedAt: rows[0]?.startedAt ?? new Date() };
  }

  async progress(id: string, tally: PullTally): Promise<void> {
    await this.database.pool.query(PROGRESS, valuesOf(id, tally));
  }

  /** Whether somebody has said that the last list was right in what it had lost. */
  async accepted({ connectionId, world }: PullPlace): Promise<boolean> {
    const { rows } = await this.database.pool.query<Before>(BEFORE, [connectionId, world]);
    return rows[0]?.outcome === 'refused' && rows[0].accepted;
  }

  /** Writes how a pull ended; whoever follows the connection hears of a turn, once. */
  async end(
    place: PullPlace,
    id: string,
    end: { outcome: PullOutcome; reason: string | null; tally: PullTally },
  ): Promise<void> {
    const { connectionId, world } = place;
    await inTransaction(this.database.pool, async (client) => {
      const before = await client.query<Before>(BEFORE, [connectionId, world]);
      await client.query(PROGRESS, valuesOf(id, end.tally));
      await client.query(END, [id, end.outcome, end.reason?.slice(0, 2_000) ?? null]);
      await client.query(FORGET, [connectionId, world, KEPT_DAYS]);
      await tell(client, place, before.rows[0]?.outcome, end);
    });
  }
}

interface Before {
  readonly outcome: PullOutcome;
  readonly accepted: boolean;
}

const valuesOf = (id: string, { pages, rows, changed, zeroed, refusedRows, refused }: PullTally) => [
  id,
  pages,
  rows,
  changed,
  zeroed,
  refusedRows,
  JSON.stringify(refused),
];

const TURNS: Partial<Record<PullOutcome, Pick<Activity, 'level' | 'kind'>>> = {
  done: { level: 'info', kind: 'stock.read' },
  refused: { level: 'warning', kind: 'stock.list-doubted' },
  unauthorized: { level: 'error', kind: 'stock.unauthorized' },
};

async function tell(
  client: pg.PoolClient,
  { connectionId, workspaceId }: PullPlace,
  before: PullOutcome | undefined,
  { outcome, reason }: { outcome: PullOutcome; reason: string | null },
): Promise<void> {
  const turn = TURNS[outcome];
  if (turn === undefined || outcome === (before ?? 'done')) return;
  const value: Activity = {
    connectionId,
    workspaceId,
    at: new Date().toISOString(),
    service: 'inventory-service',
    message: (reason ?? "The WMS's stock is read again.").slice(0, 2_000),
    ...turn,
  };
  await addToOutbox(client, [{ topic: topics.activity.name, key: connectionId, type: activity.type, value }]);
}
