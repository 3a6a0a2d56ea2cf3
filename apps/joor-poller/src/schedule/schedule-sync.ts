import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type ConnectionsTable, creditAccount, type JoorAddresses, worldOf } from '@joor-bridge/service-kit';
import type { Plan, Schedules } from './schedules.js';
import { intervalMs } from './waits.js';

/** The first polls of connections that are met together come within this time of each other. */
const FIRST_POLL_WITHIN_MS = 5_000;

/** Carries connections as they stand into the schedule. Each process does; the newest version wins. */
export class ScheduleSync {
  private readonly dirty = new Set<string>();
  private othersRest = false;

  constructor(
    private readonly connections: Pick<ConnectionsTable, 'get' | 'all' | 'onChange'>,
    private readonly schedules: Pick<Schedules, 'sync' | 'forget' | 'restAllBut'>,
    private readonly addresses: JoorAddresses,
    private readonly minuteMs: number,
  ) {}

  /** From now on every change is noted; `flush` writes it. */
  start(onChange: (connectionId: string) => void): void {
    for (const { connectionId } of this.connections.all()) this.dirty.add(connectionId);
    this.connections.onChange((connectionId) => {
      this.dirty.add(connectionId);
      onChange(connectionId);
    });
  }

  /** Writes what has changed, the first time also what went while nobody looked; what could not be written stays for the next time. */
  async flush(): Promise<void> {
    if (!this.othersRest) {
      await this.schedules.restAllBut(this.connections.all().map(({ connectionId }) => connectionId));
      this.othersRest = true;
    }
    for (const connectionId of [...this.dirty]) {
      this.dirty.delete(connectionId);
      try {
        await this.write(connectionId);
      } catch (error) {
        this.dirty.add(connectionId);
        throw error;
      }
    }
  }

  private async write(connectionId: string): Promise<void> {
    const snapshot = this.connections.get(connectionId);
    if (snapshot) await this.schedules.sync(this.planOf(snapshot));
    else await this.schedules.forget(connectionId);
  }

  private planOf(snapshot: ConnectionSnapshot): Plan {
    const world = worldOf(snapshot, this.addresses).name;
    const interval = intervalMs(snapshot, this.minuteMs);
    return {
      connectionId: snapshot.connectionId,
      workspaceId: snapshot.workspaceId,
      world,
      account: creditAccount(snapshot, world),
      version: snapshot.version,
      active: snapshot.enabled,
      intervalMs: interval,
      firstAfterMs: Math.random() * Math.min(FIRST_POLL_WITHIN_MS, interval ?? 0),
    };
  }
}
