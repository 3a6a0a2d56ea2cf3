import { type Activity, activity, topics } from '@joor-bridge/contracts';
import { addToOutbox, type Database } from '@joor-bridge/persistence';
import type { Tally } from '../poll/tally.js';
import type { Claim } from './schedules.js';
import { spread, type Trouble } from './waits.js';

/** `ok` green; `unauthorized` red until somebody acts; the others yellow, they mend by themselves. */
export type Health = 'new' | 'ok' | 'throttled' | Trouble;

/** How a poll ended. */
export interface PollResult {
  readonly health: Health;
  /** For a person: what happened and what to do; blank when all is well. */
  readonly sentence: string;
  readonly failures: number;
  /** Null: as the schedule says. In milliseconds. */
  readonly nextAfterMs: number | null;
  readonly tally: Tally;
}

const CURSOR = `update schedules set cursor_at = $2 where lease_id = $1`;

/** Nothing happened: the poll is due again. */
const RELEASE = `
  update schedules set lease_id = null, lease_until = null,
    due_at = case when due_at is not null then now() + $2 * interval '1 millisecond' end
  where lease_id = $1`;

const PREVIOUS = 'select health, workspace_id as "workspaceId" from schedules where lease_id = $1 for update';

/**
 * Of a connection that changed while it was polled, the poll says nothing of the new version: when it is due and that
 * it has not failed stay as the change has set them.
 */
const FINISH = `
  update schedules set lease_id = null, lease_until = null, last_finished_at = now(),
    requested_at = case when requested_at > last_started_at then requested_at end,
    due_at = case when snapshot_version > $11 then due_at when active and interval_ms is not null then
      now() + coalesce($2::float8, interval_ms * $3::float8) * interval '1 millisecond' end,
    failures = case when snapshot_version > $11 then failures else $4 end,
    health_since = case when health = $5 then health_since else now() end,
    health = $5, health_sentence = $6,
    last_pages = $7, last_seen = $8, last_published = $9, last_unreadable = $10
  where lease_id = $1`;

/** Writes down how polls went. Each method says whether the lease was still ours; if not, nothing is written. */
export class PollResults {
  constructor(
    private readonly database: Database,
    private readonly random: () => number = Math.random,
  ) {}

  /** To be called when everything up to `to` is acknowledged by the broker. */
  async moveCursor(claim: Claim, to: Date): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(CURSOR, [claim.leaseId, to]);
    return rowCount === 1;
  }

  async release(claim: Claim, againAfterMs: number): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(RELEASE, [claim.leaseId, againAfterMs]);
    return rowCount === 1;
  }

  async finish(claim: Claim, result: PollResult): Promise<boolean> {
    return this.database.dataSource.transaction(async (manager) => {
      const [previous] = await manager.query<Previous[]>(PREVIOUS, [claim.leaseId]);
      if (!previous) return false;
      await manager.query(FINISH, this.finishValues(claim, result));
      const told = turning(claim, previous, result);
      if (told) {
        const row = {
          topic: topics.activity.name,
          key: claim.connectionId,
          type: activity.type,
          value: told,
        };
        await addToOutbox(manager, [row]);
      }
      return true;
    });
  }

  private finishValues(claim: Claim, { health, sentence, failures, nextAfterMs, tally }: PollResult) {
    const share = spread(1, this.random);
    const counts = [tally.pages, tally.seen, tally.published, tally.unreadable];
    const said = [failures, health, sentence.slice(0, 2_000), ...counts];
    return [claim.leaseId, nextAfterMs, share, ...said, claim.version];
  }
}

interface Previous {
  readonly health: Health;
  readonly workspaceId: string;
}

/** Turning red, and green after it, is told once each, however many polls say the same. */
function turning(claim: Claim, previous: Previous, result: PollResult): Activity | null {
  const isRed = result.health === 'unauthorized';
  const wasRed = previous.health === 'unauthorized';
  const isGreen = result.health === 'ok';
  if (!(isRed && !wasRed) && !(isGreen && wasRed)) return null;
  return {
    connectionId: claim.connectionId,
    workspaceId: previous.workspaceId,
    at: new Date().toISOString(),
    service: 'joor-poller',
    level: isRed ? 'error' : 'info',
    kind: isRed ? 'joor.unauthorized' : 'joor.authorized',
    message: isRed
      ? result.sentence.slice(0, 2_000)
      : 'JOOR accepts the credentials again; orders are polled.',
  };
}
