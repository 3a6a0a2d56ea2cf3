import { inTransaction, Lease, LeaseLost } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';

/** A connection as this process knows it. */
export interface KnownConnection extends Place {
  readonly workspaceId: string;
  readonly version: number;
}

/** The right to compute and publish for a connection, and how it stands. */
export interface Publishing extends Place {
  readonly workspaceId: string;
  readonly lease: Lease;
  readonly computedUnder: string | null;
  readonly decPending: string | null;
  /** The account of JOOR that the listings are about; null: none was named yet. */
  readonly account: string | null;
  readonly syncedNews: string | null;
  /** Newer stock was noticed and gathered for long enough; null: it was not noticed yet. */
  readonly gatherUntil: Date | null;
  /** It is computed, but nothing is sent yet. */
  readonly waits: boolean;
  readonly failures: number;
  /** Refused rows are to be tried again now. */
  readonly retryDue: boolean;
  readonly batch: number | null;
}

/** Leases are renewed this many times within their length. */
const RENEWALS = 4;

const ENSURE = `
  insert into publishing (connection_id, world, workspace_id)
  select * from unnest($1::text[], $2::text[], $3::text[]) order by 1, 2
  on conflict (connection_id, world) do nothing`;

/**
 * What there is to do for a connection: SKUs to compute, settings that changed, and, unless it has to wait, a run that
 * is under way or asked for, newer stock that was gathered for long enough, or refused rows whose time has come. A
 * process that knows older settings than were acted upon leaves it to others.
 */
const CLAIM = `
  with known as (
    select * from unnest($1::text[], $2::text[], $3::int[]) as k (connection_id, world, version)
  ), due as (
    select p.connection_id, p.world, k.version
    from publishing p join known k using (connection_id, world) left join stock_news n using (connection_id, world)
    where (p.lease_until is null or p.lease_until < now()) and p.settings_version <= k.version and (
      p.settings_version < k.version
      or exists (select from changed_skus c where c.connection_id = p.connection_id and c.world = p.world)
      or exists (
        select from runs r where r.connection_id = p.connection_id and r.world = p.world
          and r.state = 'queued' and r.kind = 'preview')
      or coalesce(p.wait_until, '-infinity') <= now() and (
        p.retry_at <= now()
        or n.newest is distinct from p.synced_news and coalesce(p.gather_until, '-infinity') <= now()
        or exists (
          select from runs r where r.connection_id = p.connection_id and r.world = p.world
            and r.state in ('queued', 'running'))))
    limit $4 for update of p skip locked
  )
  update publishing p set lease_id = gen_random_uuid(), lease_until = now() + $5 * interval '1 millisecond',
    wait_until = case when p.settings_version < due.version then null else p.wait_until end,
    settings_version = due.version
  from due where p.connection_id = due.connection_id and p.world = due.world
  returning p.connection_id as "connectionId", p.world, p.workspace_id as "workspaceId", p.lease_id as "leaseId",
    p.computed_under as "computedUnder", p.dec_pending as "decPending", p.account, p.synced_news::text as "syncedNews",
    p.gather_until as "gatherUntil", coalesce(p.wait_until > now(), false) as waits, p.failures, coalesce(p.retry_at <= now(), false) as "retryDue", p.batch`;

const RENEW = `
  update publishing set lease_until = now() + $2 * interval '1 millisecond'
  where lease_id = any($1::uuid[]) returning lease_id as "leaseId"`;

const RELEASE = `update publishing set lease_id = null, lease_until = null where lease_id = $1`;

/** A row lock that renewals pass and claims do not: nobody takes the lease over before the transaction ends. */
const FENCE = 'select from publishing where lease_id = $1 for key share';

/** The leases by which one process at a time computes and publishes for a connection. */
export class PublishingLeases {
  private readonly held = new Map<string, Lease>();
  private readonly ensured = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly leaseMs: number,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.renew().catch(this.onTrouble), this.leaseMs / RENEWALS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async claim(known: readonly KnownConnection[], limit: number): Promise<Publishing[]> {
    await this.ensure(known);
    const askedAt = Date.now();
    const { rows } = await this.pool.query<Omit<Publishing, 'lease'> & { leaseId: string }>(CLAIM, [
      known.map(({ connectionId }) => connectionId),
      known.map(({ world }) => world),
      known.map(({ version }) => version),
      limit,
      this.leaseMs,
    ]);
    return rows.map(({ leaseId, ...row }) => {
      const lease = new Lease(leaseId, askedAt + this.leaseMs);
      this.held.set(leaseId, lease);
      return { ...row, lease };
    });
  }

  /** Gives a connection back; what there is left to do is found by the next look. */
  async release({ lease }: Pick<Publishing, 'lease'>): Promise<void> {
    this.held.delete(lease.id);
    await this.pool.query(RELEASE, [lease.id]);
  }

  private async ensure(known: readonly KnownConnection[]): Promise<void> {
    const fresh = known.filter((one) => !this.ensured.has(`${one.connectionId}:${one.world}`));
    if (fresh.length === 0) return;
    await this.pool.query(ENSURE, [
      fresh.map(({ connectionId }) => connectionId),
      fresh.map(({ world }) => world),
      fresh.map(({ workspaceId }) => workspaceId),
    ]);
    for (const { connectionId, world } of fresh) this.ensured.add(`${connectionId}:${world}`);
  }

  private async renew(): Promise<void> {
    const ids = [...this.held.keys()];
    if (ids.length === 0) return;
    const untilMs = Date.now() + this.leaseMs;
    const { rows } = await this.pool.query<{ leaseId: string }>(RENEW, [ids, this.leaseMs]);
    const alive = new Set(rows.map(({ leaseId }) => leaseId));
    for (const [id, lease] of this.held) {
      if (alive.has(id)) lease.extend(untilMs);
      else if (ids.includes(id)) lease.lose();
    }
  }
}

/** A transaction that changes something only while the lease is held, until it is committed. @throws LeaseLost */
export function fenced<T>(
  pool: pg.Pool,
  { lease }: Pick<Publishing, 'lease'>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  lease.check();
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(FENCE, [lease.id]);
    if (rowCount !== 1) throw new LeaseLost('The lease of this work went to another process.');
    return work(client);
  });
}

/**
 * Keeps computing, claiming and writing answers of a connection apart from the caller's transaction: whoever changes
 * many rows at once in another order would wait for them, and they for it.
 */
export async function alone(client: pg.ClientBase, { connectionId, world }: Place): Promise<void> {
  await client.query('select from publishing where connection_id = $1 and world = $2 for update', [
    connectionId,
    world,
  ]);
}

/** As many at a time as like, but nobody who is to be {@link alone}. */
export async function together(client: pg.ClientBase, { connectionId, world }: Place): Promise<void> {
  await client.query('select from publishing where connection_id = $1 and world = $2 for key share', [
    connectionId,
    world,
  ]);
}
