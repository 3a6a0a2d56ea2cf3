import type { Database } from '@joor-bridge/persistence';
import { Lease } from './lease.js';

/** Leases are renewed this many times within their length. */
const RENEWALS = 4;

const RENEW = {
  live: `update schedules set lease_until = now() + $2 * interval '1 millisecond'
    where lease_id = any($1::uuid[]) and active returning lease_id`,
  backfill: `update backfills set lease_until = now() + $2 * interval '1 millisecond'
    where lease_id = any($1::uuid[]) and state = 'running' returning lease_id`,
};

/** Keeps the leases of this process alive while their polls run, and marks those that were taken away. */
export class LeaseKeeper {
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Pick<Database, 'pool'>,
    readonly leaseMs: number,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.renew().catch(this.onTrouble), this.leaseMs / RENEWALS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** @param askedAt when the statement that took the lease was sent, so that we are never late */
  hold(leaseId: string, askedAt: number): Lease {
    const lease = new Lease(leaseId, askedAt + this.leaseMs);
    this.held.set(leaseId, lease);
    return lease;
  }

  release(lease: Lease): void {
    this.held.delete(lease.id);
  }

  async renew(): Promise<void> {
    const ids = [...this.held.keys()];
    if (ids.length === 0) return;
    const untilMs = Date.now() + this.leaseMs;
    const answers = await Promise.all(
      Object.values(RENEW).map((sql) =>
        this.database.pool.query<{ lease_id: string }>(sql, [ids, this.leaseMs]),
      ),
    );
    const alive = new Set(answers.flatMap(({ rows }) => rows.map((row) => row.lease_id)));
    for (const id of ids) {
      const lease = this.held.get(id);
      if (alive.has(id)) lease?.extend(untilMs);
      else lease?.lose();
    }
  }
}
