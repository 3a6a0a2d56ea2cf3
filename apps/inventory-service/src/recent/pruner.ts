import type { Database } from '@joor-bridge/persistence';
import type { Log } from '@joor-bridge/service-kit';
import { pruneRecent } from './prune-recent.js';

const EVERY_MS = 3_600_000;

/** Takes old orders away, once an hour, for as long as the service runs. */
export class Pruner {
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly log: Pick<Log, 'warn'>,
    private readonly everyMs: number = EVERY_MS,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => this.prune(), this.everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  private prune(): void {
    this.work = this.work
      .then(() => pruneRecent(this.database.pool))
      .then(
        () => undefined,
        (error: unknown) =>
          this.log.warn({ err: error }, 'old recent orders were not taken away; it is tried again'),
      );
  }
}
