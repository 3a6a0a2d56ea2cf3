import { randomUUID } from 'node:crypto';
import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { type ActivityFacts, tellActivity } from '../activity/tell-activity.js';
import type { Scope } from '../catalogue/scope.js';
import type { TellingScope } from './style-teller.js';

/** How a pull went so far, in numbers of pages and styles. */
export interface PullCounts {
  pages: number;
  read: number;
  changed: number;
  unlisted: number;
  refused: number;
}

export const noCounts = (): PullCounts => ({ pages: 0, read: 0, changed: 0, unlisted: 0, refused: 0 });

/**
 * `done`: all was read. `unauthorized`: the WMS takes no such credentials. `interrupted`: through no fault of the WMS; it
 * is done again.
 */
export type PullOutcome = 'running' | 'done' | 'unauthorized' | 'failed' | 'interrupted';

export interface PullRow extends PullCounts {
  readonly id: string;
  /** Null: the whole list was asked for. */
  readonly changedSince: Date | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: PullOutcome;
  /** For a person: why it failed, or what is noteworthy. */
  readonly reason: string | null;
}

/** From where the next pull goes on. */
export interface PullMarks {
  /** When the last complete pull began; null before the first. */
  readonly completeFrom: Date | null;
  /** When the last complete pull of the whole list began. */
  readonly fullFrom: Date | null;
}

const MARK = `
  insert into pull_marks as known (connection_id, world, complete_from, full_from)
  values ($1, $2, $3::timestamptz, case when $4 then $3::timestamptz end)
  on conflict (connection_id, world) do update set
    complete_from = greatest(known.complete_from, excluded.complete_from),
    full_from = greatest(known.full_from, excluded.full_from)`;

/** Gives whose it was, and how the last one before it ended that says whether the WMS takes the credentials. */
const END = `
  update pulls p set ended_at = now(), outcome = $2, reason = $3, pages = $4, read = $5, changed = $6,
    unlisted = $7, refused = $8
  where id = $1
  returning connection_id as "connectionId", workspace_id as "workspaceId", (
    select outcome from pulls b where b.connection_id = p.connection_id and b.world = p.world and b.id <> p.id
      and b.outcome in ('done', 'unauthorized') order by b.started_at desc limit 1) as before`;

interface Turn {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly before: PullOutcome | null;
}

const TURNS: Partial<Record<PullOutcome, Pick<ActivityFacts, 'level' | 'kind'>>> = {
  done: { level: 'info', kind: 'products.read' },
  unauthorized: { level: 'error', kind: 'products.unauthorized' },
};

/** Whoever follows the connection hears once that its credentials are refused, and that they are taken again. */
async function tellTurn(
  client: pg.ClientBase,
  { connectionId, workspaceId, before }: Turn,
  outcome: PullOutcome,
  reason: string | null,
): Promise<void> {
  const turn = TURNS[outcome];
  if (!turn || outcome === (before ?? 'done')) return;
  const message = outcome === 'done' ? "The WMS's products are read again." : (reason ?? outcome);
  await tellActivity(client, { connectionId, workspaceId, message, ...turn });
}

const LIST = `
  select id, changed_since as "changedSince", started_at as "startedAt", ended_at as "endedAt", outcome, reason,
    pages, read, changed, unlisted, refused
  from pulls where connection_id = $1 and world = $2 order by started_at desc limit $3`;

/** As many as are looked at; older ones go. */
const KEPT = 100;

/** Pulls as they went, and how far the readings have come. */
export class Pulls {
  constructor(private readonly pool: pg.Pool) {}

  async begin(scope: TellingScope, changedSince: Date | null, startedAt: Date): Promise<string> {
    const id = randomUUID();
    const { connectionId, world, workspaceId } = scope;
    await this.pool.query(
      `insert into pulls (id, connection_id, world, workspace_id, changed_since, started_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, connectionId, world, workspaceId, changedSince, startedAt],
    );
    return id;
  }

  async end(
    id: string,
    counts: PullCounts,
    outcome: Exclude<PullOutcome, 'running'>,
    reason: string | null,
  ): Promise<void> {
    const { pages, read, changed, unlisted, refused } = counts;
    const text = reason?.slice(0, 2_000) ?? null;
    await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<Turn>(END, [
        ...[id, outcome, text, pages, read, changed, unlisted, refused],
      ]);
      const [turn] = rows;
      if (turn) await tellTurn(client, turn, outcome, text);
    });
  }

  /** Those before it that never ended were cut off, and old ones are forgotten. */
  async tidy({ connectionId, world }: Scope, current: string): Promise<void> {
    await this.pool.query(
      `update pulls set ended_at = now(), outcome = 'interrupted', reason = 'The process ended in the middle of it.'
       where connection_id = $1 and world = $2 and outcome = 'running' and id <> $3`,
      [connectionId, world, current],
    );
    await this.pool.query(
      `delete from pulls where id in (
         select id from pulls where connection_id = $1 and world = $2 order by started_at desc offset $3
       )`,
      [connectionId, world, KEPT],
    );
  }

  /** To be called when everything that was read is acknowledged by the broker. */
  async mark({ connectionId, world }: Scope, began: Date, isFull: boolean): Promise<void> {
    await this.pool.query(MARK, [connectionId, world, began, isFull]);
  }

  async marks({ connectionId, world }: Scope): Promise<PullMarks> {
    const { rows } = await this.pool.query<PullMarks>(
      `select complete_from as "completeFrom", full_from as "fullFrom" from pull_marks
       where connection_id = $1 and world = $2`,
      [connectionId, world],
    );
    return rows[0] ?? { completeFrom: null, fullFrom: null };
  }

  /** The latest first. */
  async list({ connectionId, world }: Scope, limit = 20): Promise<PullRow[]> {
    return (await this.pool.query<PullRow>(LIST, [connectionId, world, limit])).rows;
  }
}
