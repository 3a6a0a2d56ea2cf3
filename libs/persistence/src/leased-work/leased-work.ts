import type { Database } from '../database/database.js';
import { Lease } from './lease.js';

/** Whose work it is. */
export interface WorkPlace {
  readonly connectionId: string;
  readonly world: string;
}

/** A connection's work as its settings have it. */
export interface WorkPlan extends WorkPlace {
  readonly workspaceId: string;
  /** Of the connection: an older one changes nothing. */
  readonly version: number;
  readonly active: boolean;
  /** Null: on request only. */
  readonly intervalMs: number | null;
  /** The first time comes after this long. */
  readonly firstAfterMs: number;
}

/** A piece of work that is due and leased to us. */
export interface ClaimedWork extends WorkPlace {
  readonly workspaceId: string;
  readonly version: number;
  readonly failures: number;
  /** Somebody asked for it. */
  readonly requested: boolean;
  readonly lease: Lease;
}

export interface LeasedWorkOptions {
  readonly database: Pick<Database, 'pool'>;
  /** Made by `createWorkTable`. */
  readonly table: string;
  /** After this long without a sign of life, a process's work goes to another. */
  readonly leaseMs: number;
  /** Leases could not be renewed: the work under way ends if that goes on. */
  readonly onTrouble: (error: unknown) => void;
}

/** Leases are renewed this many times within their length. */
const RENEWALS = 4;

/** Work by connection that replicas share: each piece is done by one process at a time, when it is due. */
export class LeasedWork {
  private readonly held = new Map<string, Lease>();
  private readonly sql: ReturnType<typeof statements>;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LeasedWorkOptions) {
    this.sql = statements(options.table);
  }

  /** Keeps the leases of this process alive while their work is under way. */
  start(): void {
    const { leaseMs, onTrouble } = this.options;
    this.timer ??= setInterval(() => void this.renew().catch(onTrouble), leaseMs / RENEWALS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Takes a connection as it stands now; what it has in its other world rests. */
  async plan(plan: WorkPlan): Promise<void> {
    const { connectionId, world, workspaceId, version, active, intervalMs, firstAfterMs } = plan;
    await this.query(this.sql.rest, [connectionId, world, version]);
    await this.query(this.sql.plan, [
      connectionId,
      world,
      workspaceId,
      version,
      active,
      intervalMs,
      firstAfterMs,
    ]);
  }

  /** Forgets a connection that was deleted. */
  async forget(connectionId: string): Promise<void> {
    await this.query(`delete from ${this.options.table} where connection_id = $1`, [connectionId]);
  }

  /** Asks for the work as soon as possible. False when it is not done at all for this connection. */
  async request({ connectionId, world }: WorkPlace): Promise<boolean> {
    return (await this.query(this.sql.request, [connectionId, world])).rowCount === 1;
  }

  /** What is due, longest due first. What others are claiming at the same time is left to them. */
  async claim(limit: number): Promise<ClaimedWork[]> {
    const { leaseMs } = this.options;
    const askedAt = Date.now();
    const { rows } = await this.query<Omit<ClaimedWork, 'lease'> & { leaseId: string }>(this.sql.claim, [
      leaseMs,
      limit,
    ]);
    return rows.map(({ leaseId, ...work }) => {
      const lease = new Lease(leaseId, askedAt + leaseMs);
      this.held.set(leaseId, lease);
      return { ...work, lease };
    });
  }

  /**
   * Ends a piece of work. It comes again after its interval, or after `againInMs` where that is given. A request
   * that came while it was under way stands.
   * @returns false when the lease was lost before: then nothing has changed
   */
  async finish(
    lease: Lease,
    { failed, againInMs }: { failed: boolean; againInMs?: number },
  ): Promise<boolean> {
    this.held.delete(lease.id);
    const { rowCount } = await this.query(this.sql.finish, [lease.id, failed, againInMs ?? null]);
    return rowCount === 1;
  }

  private async renew(): Promise<void> {
    const ids = [...this.held.keys()];
    if (ids.length === 0) return;
    const { leaseMs } = this.options;
    const untilMs = Date.now() + leaseMs;
    const { rows } = await this.query<{ leaseId: string }>(this.sql.renew, [ids, leaseMs]);
    const alive = new Set(rows.map(({ leaseId }) => leaseId));
    for (const id of ids) {
      const lease = this.held.get(id);
      if (alive.has(id)) lease?.extend(untilMs);
      else lease?.lose();
    }
  }

  private query<R extends object>(sql: string, values: unknown[]) {
    return this.options.database.pool.query<R>(sql, values);
  }
}

const statements = (table: string) => ({
  plan: `
    insert into ${table} as known
      (connection_id, world, workspace_id, snapshot_version, active, interval_ms, due_at)
    values ($1, $2, $3, $4, $5, $6::bigint,
      case when $5 and $6::bigint is not null then now() + $7 * interval '1 millisecond' end)
    on conflict (connection_id, world) do update set
      workspace_id = excluded.workspace_id, snapshot_version = excluded.snapshot_version,
      active = excluded.active, interval_ms = excluded.interval_ms, failures = 0,
      requested_at = case when excluded.active then known.requested_at end,
      due_at = case
        when not excluded.active or excluded.interval_ms is null then null
        when known.failures > 0 or known.due_at is null then now()
        else least(known.due_at, now() + excluded.interval_ms * interval '1 millisecond') end
    where known.snapshot_version < excluded.snapshot_version
      or (known.snapshot_version = excluded.snapshot_version
        and (known.interval_ms, known.active) is distinct from (excluded.interval_ms, excluded.active))`,
  rest: `
    update ${table} set active = false, due_at = null, requested_at = null, snapshot_version = $3
    where connection_id = $1 and world <> $2 and snapshot_version < $3`,
  request: `
    update ${table} set requested_at = clock_timestamp()
    where connection_id = $1 and world = $2 and active`,
  claim: `
    with chosen as (
      select connection_id, world from ${table}
      where active and (due_at <= now() or requested_at is not null) and (lease_until is null or lease_until < now())
      order by coalesce(requested_at, due_at) limit $2 for update skip locked
    )
    update ${table} t set lease_id = gen_random_uuid(), started_at = now(),
      lease_until = now() + $1 * interval '1 millisecond'
    from chosen where t.connection_id = chosen.connection_id and t.world = chosen.world
    returning t.connection_id as "connectionId", t.world, t.workspace_id as "workspaceId",
      t.snapshot_version as version, t.failures, t.requested_at is not null as requested, t.lease_id as "leaseId"`,
  renew: `
    update ${table} set lease_until = now() + $2 * interval '1 millisecond'
    where lease_id = any($1::uuid[]) and active returning lease_id as "leaseId"`,
  finish: `
    update ${table} set lease_id = null, lease_until = null, finished_at = now(),
      failures = case when $2 then failures + 1 else 0 end,
      requested_at = case when requested_at > started_at then requested_at end,
      due_at = case
        when not active then null
        when $3::bigint is not null then now() + $3 * interval '1 millisecond'
        when interval_ms is not null then now() + interval_ms * interval '1 millisecond' end
    where lease_id = $1`,
});
