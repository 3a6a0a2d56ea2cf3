import type pg from 'pg';
import { type Database, type Log, silentLog } from '../database/database.js';
import { Lateness } from './lateness.js';
import type { PendingRow } from './outbox-row.js';
import { ageOfOldest, deletePublished, readPending } from './pending-rows.js';
import { WakeUp } from './wake-up.js';

/**
 * | moment                                   | wait                                   |
 * |------------------------------------------|----------------------------------------|
 * | outbox empty                             | until notified, at most 500 ms         |
 * | another process is the active relay      | 500 ms                                 |
 * | publish or PostgreSQL failed             | 250 ms doubling to 5 s                 |
 */
const POLL_MS = 500;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

export interface OutboxRelayOptions {
  readonly database: Database;
  /** Resolves when the broker has acknowledged every row. Rows of one key are in their order. */
  readonly publish: (rows: readonly PendingRow[]) => Promise<void>;
  readonly log?: Log;
}

/**
 * Publishes the outbox of a schema, at least once, in order per key. Of all processes that run a relay for the
 * schema one is active: the one that holds an advisory lock on a connection of its own. That connection also
 * reads and deletes the rows, so a process that lost the lock cannot touch them.
 */
export class OutboxRelay {
  private readonly wakeUp = new WakeUp();
  private readonly lateness = new Lateness();
  private readonly log: Log;
  private running: Promise<void> | undefined;
  private stopped = false;
  private failures = 0;
  private failure: string | undefined;

  constructor(private readonly options: OutboxRelayOptions) {
    this.log = options.log ?? silentLog;
  }

  /** Why nothing is published at the moment, by this process or the active one; undefined while all is well. */
  get trouble(): string | undefined {
    return this.failure ?? this.lateness.complaint;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Publishes what is there, gives the lock back and ends. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp.call();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.beActive();
      } catch (error) {
        this.noteFailure(error);
      }
      if (!this.stopped) await this.wakeUp.wait(this.failures === 0 ? POLL_MS : this.retryMs());
    }
  }

  /** Publishes for as long as the lock is held; returns at once if another process holds it. */
  private async beActive(): Promise<void> {
    const { database } = this.options;
    const client = await database.connect();
    try {
      const lock = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock(hashtext($1)) as held',
        [`outbox:${database.schema}`],
      );
      if (!lock.rows[0]?.held) {
        this.lateness.saw(await ageOfOldest(client));
        return this.noteSuccess();
      }
      client.on('notification', () => this.wakeUp.call());
      await client.query(`listen "outbox:${database.schema}"`);
      while (!this.stopped) {
        const more = await this.publishOldest(client);
        if (!more && !this.stopped) await this.wakeUp.wait(POLL_MS);
      }
      // What was committed before the stop goes out with it, unless the broker is in trouble.
      while (this.failures === 0 && (await this.publishOldest(client)));
    } finally {
      await client.end().catch(() => {});
    }
  }

  private async publishOldest(client: pg.Client): Promise<boolean> {
    const pending = await readPending(client);
    this.lateness.saw(pending.oldestMs);
    if (pending.rows.length > 0) {
      await this.options.publish(pending.rows);
      await deletePublished(client, pending.positions);
      if (!pending.full) this.lateness.saw(null);
    }
    this.noteSuccess();
    return pending.full;
  }

  private noteSuccess(): void {
    if (this.failures > 0) this.log.info({}, `the outbox of ${this.options.database.schema} is well again`);
    this.failures = 0;
    this.failure = undefined;
  }

  private noteFailure(error: unknown): void {
    this.failures += 1;
    this.failure = error instanceof Error ? error.message : String(error);
    this.log.warn(
      { err: error, failures: this.failures },
      `the outbox of ${this.options.database.schema} waits: ${this.failure}`,
    );
  }

  private retryMs(): number {
    return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.failures - 1));
  }
}
