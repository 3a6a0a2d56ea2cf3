import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { ClaimedWork, LeasedWork, WorkPlan } from '@joor-bridge/persistence';
import type { ConnectionsTable } from '../connections/connections-table.js';
import type { Readiness } from '../health/readiness.js';

/** How often the schedule is looked at. */
const LOOK_MS = 200;
const AFTER_TROUBLE_MS = 1_000;

/** How a piece of work is to be finished. */
export interface WorkEnd {
  readonly failed: boolean;
  /** Milliseconds; left out: after the interval. */
  readonly againInMs?: number;
}

export interface WorkLoopParts {
  /** What is done, for readiness and the log, e.g. `stock pulls`. */
  readonly name: string;
  readonly connections: Pick<ConnectionsTable, 'all' | 'get' | 'onChange'>;
  readonly work: Pick<LeasedWork, 'start' | 'stop' | 'plan' | 'forget' | 'claim' | 'finish'>;
  readonly planOf: (snapshot: ConnectionSnapshot) => WorkPlan;
  /** Must look at `stopped`, and may throw only where nothing could be written down. */
  readonly run: (work: ClaimedWork, stopped: AbortSignal) => Promise<WorkEnd>;
  /** A connection was deleted. */
  readonly forget: (connectionId: string) => Promise<void>;
  /** Pieces of work at a time. */
  readonly most: number;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly log: { error(facts: object, message: string): void };
}

/** Carries connections into a table of leased work, leases what is due and has it done, until stopped. */
export class WorkLoop {
  private readonly stopping = new AbortController();
  private readonly dirty = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> | undefined;
  private endFollowing: () => void = () => undefined;

  constructor(private readonly parts: WorkLoopParts) {}

  start(): void {
    const { connections, work } = this.parts;
    if (this.running) return;
    for (const { connectionId } of connections.all()) this.dirty.add(connectionId);
    this.endFollowing = connections.onChange((connectionId) => void this.dirty.add(connectionId));
    work.start();
    this.running = this.loop();
  }

  /** Work under way is told; resolves when all of it has ended and is written down. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.endFollowing();
    await this.running;
    await Promise.all(this.underWay);
    this.parts.work.stop();
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const well = await this.look();
      await this.pause(well ? LOOK_MS : AFTER_TROUBLE_MS);
    }
  }

  private async look(): Promise<boolean> {
    const { name, readiness, log, work, most } = this.parts;
    try {
      await this.carryChanges();
      const room = most - this.underWay.size;
      if (room > 0) for (const claimed of await work.claim(room)) this.begin(claimed);
      readiness.report({ name, ready: true });
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ err: error }, `the schedule of ${name} cannot be read: ${reason}`);
      readiness.report({ name, ready: false, detail: reason });
      return false;
    }
  }

  /** What could not be written stays for the next time. */
  private async carryChanges(): Promise<void> {
    for (const connectionId of [...this.dirty]) {
      this.dirty.delete(connectionId);
      try {
        await this.carry(connectionId);
      } catch (error) {
        this.dirty.add(connectionId);
        throw error;
      }
    }
  }

  private async carry(connectionId: string): Promise<void> {
    const { connections, work, planOf, forget } = this.parts;
    const snapshot = connections.get(connectionId);
    if (snapshot) return work.plan(planOf(snapshot));
    await work.forget(connectionId);
    await forget(connectionId);
  }

  private begin(claimed: ClaimedWork): void {
    const { name, run, work, log } = this.parts;
    const { connectionId, lease } = claimed;
    const running = run(claimed, this.stopping.signal)
      .then((end) => work.finish(lease, end))
      .catch((error: unknown) => {
        // It could not be written down: the lease runs out and it is done again.
        log.error({ err: error, connectionId }, `one of the ${name} could not be written down`);
      })
      .then(() => void this.underWay.delete(running));
    this.underWay.add(running);
  }

  private pause(ms: number): Promise<void> {
    const { signal } = this.stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
    });
  }
}
