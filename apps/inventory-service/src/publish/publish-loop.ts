import { LeaseLost } from '@joor-bridge/persistence';
import { type ConnectionsTable, type JoorAddresses, type Log, worldOf } from '@joor-bridge/service-kit';
import { pauseUntil } from './pause.js';
import type { Publisher } from './publisher.js';
import type { KnownConnection, Publishing, PublishingLeases } from './publishing.js';

/** How often it is looked whether there is something to do. */
const LOOK_MS = 200;
const AFTER_TROUBLE_MS = 1_000;
/** Connections at a time. Most of them wait, for JOOR. */
const MOST_AT_ONCE = 8;

export interface PublishLoopParts {
  readonly connections: Pick<ConnectionsTable, 'all'>;
  readonly addresses: JoorAddresses;
  readonly leases: PublishingLeases;
  readonly publisher: Pick<Publisher, 'publish'>;
  /** Aborted to stop: what is under way ends before its next request. */
  readonly stopping: AbortController;
  readonly log: Pick<Log, 'error'>;
}

/** Leases the connections that have something to do, and has it done, until stopped. */
export class PublishLoop {
  private readonly under = new Set<Promise<void>>();
  private running: Promise<void> | undefined;
  private readonly pause: (ms: number) => Promise<void>;

  constructor(private readonly parts: PublishLoopParts) {
    this.pause = pauseUntil(parts.stopping.signal);
  }

  start(): void {
    this.parts.leases.start();
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.parts.stopping.abort();
    await this.running;
    await Promise.all(this.under);
    this.parts.leases.stop();
  }

  private async run(): Promise<void> {
    while (!this.parts.stopping.signal.aborted) {
      const well = await this.look();
      await this.pause(well ? LOOK_MS : AFTER_TROUBLE_MS);
    }
  }

  private async look(): Promise<boolean> {
    const room = MOST_AT_ONCE - this.under.size;
    if (room <= 0) return true;
    try {
      for (const publishing of await this.parts.leases.claim(this.known(), room)) this.begin(publishing);
      return true;
    } catch (error) {
      this.tell(error, 'it cannot be read what is to be published');
      return false;
    }
  }

  private known(): KnownConnection[] {
    return this.parts.connections
      .all()
      .filter(({ enabled }) => enabled)
      .map((snapshot) => {
        const { connectionId, workspaceId, version } = snapshot;
        return { connectionId, workspaceId, version, world: worldOf(snapshot, this.parts.addresses).name };
      });
  }

  private begin(publishing: Publishing): void {
    const work = this.publish(publishing).finally(() => this.under.delete(work));
    this.under.add(work);
  }

  /** What fails is left as it is and done again: after the lease where it cannot be given back. */
  private async publish(publishing: Publishing): Promise<void> {
    const { connectionId } = publishing;
    try {
      await this.parts.publisher.publish(publishing);
    } catch (error) {
      if (!(error instanceof LeaseLost)) this.tell(error, `publishing for connection ${connectionId} failed`);
      // A fault that stays must not be met five times a second.
      if (!(error instanceof LeaseLost)) await this.pause(AFTER_TROUBLE_MS);
    }
    await this.parts.leases
      .release(publishing)
      .catch((error: unknown) =>
        this.tell(error, `the lease of connection ${connectionId} was not given back`),
      );
  }

  private tell(error: unknown, what: string): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.parts.log.error({ err: error }, `${what}: ${reason}`);
  }
}
