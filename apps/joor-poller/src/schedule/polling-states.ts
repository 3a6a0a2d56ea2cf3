import type { World } from '@joor-bridge/contracts';
import type { Database } from '@joor-bridge/persistence';
import type { Health } from './poll-results.js';

/** How the polling of a connection stands. */
export interface PollingState {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly world: World;
  readonly intervalMs: number | null;
  readonly dueAt: Date | null;
  readonly requested: boolean;
  readonly polling: boolean;
  readonly cursor: Date | null;
  readonly health: Health;
  readonly healthSentence: string;
  readonly healthSince: Date;
  readonly failures: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly pages: number;
  readonly seen: number;
  readonly published: number;
  readonly unreadable: number;
}

/** The row of the world that the connection lives in now, and that of the one it left when it is off. */
const STATES = `
  select distinct on (s.connection_id) s.connection_id as "connectionId", s.workspace_id as "workspaceId", s.world,
    s.interval_ms::float8 as "intervalMs", s.due_at as "dueAt", s.requested_at is not null as requested,
    coalesce(s.lease_until >= now(), false) as polling, s.cursor_at as cursor, s.health,
    s.health_sentence as "healthSentence", s.health_since as "healthSince", s.failures,
    s.last_started_at as "startedAt", s.last_finished_at as "finishedAt", s.last_pages as pages,
    s.last_seen as seen, s.last_published as published, s.last_unreadable as unreadable
  from schedules s
  where ($1::text is null or s.connection_id = $1) and ($2::text is null or s.workspace_id = $2)
  order by s.connection_id, s.active desc, s.snapshot_version desc`;

export class PollingStates {
  constructor(private readonly database: Pick<Database, 'pool'>) {}

  async of(connectionId: string): Promise<PollingState | undefined> {
    const { rows } = await this.database.pool.query<PollingState>(STATES, [connectionId, null]);
    return rows[0];
  }

  /** @param workspaceId null: of all workspaces */
  async all(workspaceId: string | null): Promise<PollingState[]> {
    const { rows } = await this.database.pool.query<PollingState>(STATES, [null, workspaceId]);
    return rows;
  }
}
