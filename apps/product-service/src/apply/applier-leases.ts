import { randomUUID } from 'node:crypto';
import { type Database, inTransaction } from '@joor-bridge/persistence';
import type { Scope } from '../catalogue/scope.js';
import { CLOCKS, type Clocks, Lease } from './lease.js';

const NOBODY_ELSE = `
select exists (
  select from appliers
  where (account = $3 or (connection_id = $1 and world = $2)) and free_at > now()) as taken`;

const TAKE = `
insert into appliers as a (connection_id, world, account, lease_id, free_at)
values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')
on conflict (connection_id, world) do update set
  account = excluded.account, lease_id = excluded.lease_id, free_at = excluded.free_at`;

/**
 * One applier a connection and world, and one a JOOR account: connections of one account would make the same seasons
 * and line sheets side by side. Nobody takes a lease over before its end and the timeout of a request are over, since
 * a request of the one before may still be on its way.
 */
export class ApplierLeases {
  private readonly held = new Set<Lease>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Pick<Database, 'pool' | 'schema'>,
    private readonly limits: { readonly leaseMs: number; readonly settleMs: number },
    private readonly onTrouble: (error: unknown) => void,
    private readonly clocks: Clocks = CLOCKS,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.renew().catch(this.onTrouble), this.limits.leaseMs / 4);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** @returns null when somebody else is at work there */
  async take({ connectionId, world }: Scope, account: string): Promise<Lease | null> {
    const lease = new Lease(randomUUID(), this.limits.leaseMs, this.clocks);
    const taken = await inTransaction(this.database.pool, async (client) => {
      // That an account has one applier is a matter of several rows, which row locks alone do not cover.
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`${this.database.schema}.appliers`]);
      const { rows } = await client.query<{ taken: boolean }>(NOBODY_ELSE, [connectionId, world, account]);
      if (rows[0]?.taken !== false) return false;
      const { leaseMs, settleMs } = this.limits;
      await client.query(TAKE, [connectionId, world, account, lease.id, leaseMs + settleMs]);
      return true;
    });
    if (!taken) return null;
    this.held.add(lease);
    return lease;
  }

  /**
   * Gives it back.
   * @param quietMs for how long a request may still be on its way; until then nobody takes it
   */
  async release(lease: Lease, quietMs = 0): Promise<void> {
    this.held.delete(lease);
    lease.lose();
    await this.database.pool.query(
      `update appliers set lease_id = null, free_at = now() + $2 * interval '1 millisecond' where lease_id = $1`,
      [lease.id, quietMs],
    );
  }

  async renew(): Promise<void> {
    const leases = [...this.held];
    if (leases.length === 0) return;
    const asked = { monotonic: this.clocks.monotonic(), wall: this.clocks.wall() };
    const { leaseMs, settleMs } = this.limits;
    const { rows } = await this.database.pool.query<{ lease_id: string }>(
      `update appliers set free_at = now() + $2 * interval '1 millisecond'
       where lease_id = any($1::uuid[]) and free_at > now() returning lease_id`,
      [leases.map(({ id }) => id), leaseMs + settleMs],
    );
    const alive = new Set(rows.map((row) => row.lease_id));
    for (const lease of leases) {
      if (alive.has(lease.id)) lease.renewed(asked);
      else lease.lose();
    }
  }
}
