import type { ClaimedWork, LeasedWork } from '@joor-bridge/persistence';
import type { ConnectionsTable, Readiness } from '@joor-bridge/service-kit';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { ProductPull } from './product-pull.js';
import { pullPlanOf } from './pull-plan.js';

/** How often the schedule is looked at. */
const LOOK_MS = 200;
const AFTER_TROUBLE_MS = 1_000;

/** Pulls at a time. */
const MOST = 8;

export interface PullLoopParts {
  readonly connections: Pick<ConnectionsTable, 'all' | 'get' | 'onChange'>;
  readonly work: LeasedWork;
  readonly pull: Pick<ProductPull, 'run'>;
  readonly catalogue: Pick<Catalogue, 'forget'>;
  readonly minuteMs: number;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly log: { error(facts: object, message: string): void };
}

/** Leases the pulls that are due and runs them, until stopped. */
export class PullLoop {
  private readonly stopping = new AbortController();
  private readonly dirty = new Set<string>();
  private readonly underWay = new Set<Promise<void>>();
  private running: Promise<void> | undefined;
  private forgetChanges: () => void = () => undefined;

  constructor(private readonly parts: PullLoopParts) {}

  /** Pulls under way ask it before each page. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  start(): void {
    const { connections, work } = this.parts;
    for (const { connectionId } of connections.all()) this.dirty.add(connectionId);
    this.forgetChanges = connections.onChange((connectionId) => void this.dirty.add(connectionId));
    work.start();
    this.running ??= this.loop();
  }

  /** Ends the pulls under way before their next page; resolves when they have written down where they are. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.forgetChanges();
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
    const { readiness, log, work } = this.parts;
    try {
      await this.carryChanges();
      const room = MOST - this.underWay.size;
      if (room > 0) for (const claimed of await work.claim(room)) this.begin(claimed);
      readiness.report({ name: 'product schedule', ready: true });
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ err: error }, `the schedule of product details cannot be read: ${reason}`);
      readiness.report({ name: 'product schedule', ready: false, detail: reason });
      return false;
    }
  }

  /** What could not be written stays for the next time. */
  private async carryChanges(): Promise<void> {
    const { connections, work, catalogue, minuteMs } = this.parts;
    for (const connectionId of [...this.dirty]) {
      this.dirty.delete(connectionId);
      try {
        const snapshot = connections.get(connectionId);
        if (snapshot) await work.plan(pullPlanOf(snapshot, minuteMs));
        else {
          await work.forget(connectionId);
          await catalogue.forget(connectionId);
        }
      } catch (error) {
        this.dirty.add(connectionId);
        throw error;
      }
    }
  }

  private begin(claimed: ClaimedWork): void {
    const { pull, work, log } = this.parts;
    const { connectionId, lease } = claimed;
    const running = pull
      .run(claimed)
      .then((end) => work.finish(lease, end))
      .catch((error: unknown) => {
        // It could not be written down: the lease runs out and the pull is done again.
        log.error({ err: error, connectionId }, 'a pull of product details could not be written down');
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
