import type { World } from '@joor-bridge/contracts';
import type { Database } from '@joor-bridge/persistence';
import { inTurn } from './in-turn.js';

/** A connection as the schedule needs to know it. */
export interface Plan {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly world: World;
  readonly account: string;
  readonly version: number;
  readonly active: boolean;
  readonly intervalMs: number | null;
  /** The first poll comes after this long. */
  readonly firstAfterMs: number;
}

/** A poll that is due and leased to us. */
export interface Claim {
  readonly connectionId: string;
  readonly world: World;
  readonly account: string;
  readonly version: number;
  readonly leaseId: string;
  readonly cursor: Date | null;
  readonly failures: number;
}

const SYNC = `
  insert into schedules as known
    (connection_id, world, workspace_id, account, snapshot_version, active, interval_ms, due_at)
  values ($1, $2, $3, $4, $5, $6, $7::bigint,
    case when $6 and $7::bigint is not null then now() + $8 * interval '1 millisecond' end)
  on conflict (connection_id, world) do update set
    workspace_id = excluded.workspace_id, account = excluded.account, active = excluded.active,
    snapshot_version = excluded.snapshot_version, interval_ms = excluded.interval_ms, failures = 0,
    due_at = case
      when not excluded.active or excluded.interval_ms is null then null
      when known.failures > 0 or known.due_at is null then now()
      else least(known.due_at, now() + excluded.interval_ms * interval '1 millisecond') end
  where known.snapshot_version < excluded.snapshot_version
    or (known.snapshot_version = excluded.snapshot_version and known.interval_ms is distinct from excluded.interval_ms)`;

const LEAVE_OTHER_WORLD = `
  update schedules set active = false, due_at = null, requested_at = null, snapshot_version = $3
  where connection_id = $1 and world <> $2 and snapshot_version < $3`;

/** Whatever version comes is newer: a connection that was only late is taken in as it stands. */
const REST = `
  update schedules set active = false, due_at = null, requested_at = null, snapshot_version = 0
  where active and connection_id <> all($1::text[])`;

const DUE =
  's.active and (s.due_at <= now() or s.requested_at is not null) and (s.lease_until is null or s.lease_until < now())';

const ANY_DUE = `select exists (select 1 from schedules s where ${DUE}) as due`;

/** One per account: its connections share JOOR's credits, so they take turns. */
const CLAIM = `
  with candidates as (
    select s.connection_id, s.world, coalesce(s.requested_at, s.due_at) as wanted,
      row_number() over (partition by s.account order by coalesce(s.requested_at, s.due_at)) as turn
    from schedules s
    where ${DUE}
      and not exists (select 1 from schedules o where o.account = s.account and o.lease_until >= now())
  ), chosen as (
    select s.connection_id, s.world from schedules s join candidates c using (connection_id, world)
    where c.turn = 1 order by c.wanted limit $2 for update of s skip locked
  )
  update schedules s set lease_id = gen_random_uuid(), last_started_at = now(),
    lease_until = now() + $1 * interval '1 millisecond'
  from chosen where s.connection_id = chosen.connection_id and s.world = chosen.world
  returning s.connection_id as "connectionId", s.world, s.account, s.snapshot_version as version,
    s.lease_id as "leaseId", s.cursor_at as cursor, s.failures`;

/** When each connection is polled next, and by whom. */
export class Schedules {
  constructor(private readonly database: Pick<Database, 'pool' | 'schema'>) {}

  /** Takes a connection as it stands now; an older version changes nothing. */
  async sync(plan: Plan): Promise<void> {
    const { connectionId, world, workspaceId, account, version, active, intervalMs, firstAfterMs } = plan;
    const values = [connectionId, world, workspaceId, account, version, active, intervalMs, firstAfterMs];
    await this.database.pool.query(LEAVE_OTHER_WORLD, [connectionId, world, version]);
    await this.database.pool.query(SYNC, values);
  }

  /** Forgets a connection that was deleted, with all that was seen of it. */
  async forget(connectionId: string): Promise<void> {
    for (const table of ['schedules', 'backfills', 'seen_revisions']) {
      await this.database.pool.query(`delete from ${table} where connection_id = $1`, [connectionId]);
    }
  }

  /**
   * Polls nobody but these: the others were deleted while no poller ran. What is known of them stays, in case they
   * are missing because the topic lost its data, or was written by a newer version.
   */
  async restAllBut(connectionIds: readonly string[]): Promise<void> {
    await this.database.pool.query(REST, [connectionIds]);
  }

  async claim(limit: number, leaseMs: number): Promise<Claim[]> {
    const { rows } = await this.database.pool.query<{ due: boolean }>(ANY_DUE);
    if (!rows[0]?.due) return [];
    return inTurn(this.database, 'live', async (client) => {
      const claimed = await client.query<Claim>(CLAIM, [leaseMs, limit]);
      return claimed.rows;
    });
  }

  /** Asks for a poll as soon as possible. False when the connection is not polled at all. */
  async request(connectionId: string): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      'update schedules set requested_at = now() where connection_id = $1 and active',
      [connectionId],
    );
    return rowCount === 1;
  }
}
