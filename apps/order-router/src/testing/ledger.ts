import { type Database, openDatabase } from '@joor-bridge/persistence';
import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import type pg from 'pg';
import { claimNew } from '../ledger/claim-new.js';
import type { Entry } from '../ledger/entry.js';
import { LEDGER_MIGRATIONS } from '../ledger/migrations.js';

export const LEASE_MS = 10_000;
export const SETTLE_MS = 5_000;

type Row = Record<string, unknown>;

/** A ledger of its own for one spec file, and as many doors to it as there are processes. */
export class OwnLedger {
  private readonly opened: Database[] = [];

  private constructor(
    private readonly fresh: FreshDatabase,
    readonly database: Database,
  ) {
    this.opened.push(database);
  }

  static async make(serverUrl: string | undefined): Promise<OwnLedger> {
    const fresh = await freshDatabase(serverUrl ?? '');
    return new OwnLedger(fresh, await open(fresh.url));
  }

  get pool(): pg.Pool {
    return this.database.pool;
  }

  /** The pool of another process. */
  async anotherPool(): Promise<pg.Pool> {
    const database = await open(this.fresh.url);
    this.opened.push(database);
    return database.pool;
  }

  async claim(...entries: readonly Entry[]): Promise<{ fresh: Entry[]; known: Entry[] }> {
    return claimNew(this.pool, entries, LEASE_MS);
  }

  async rows(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  /** The order's row and its delivery's; undefined where there is none. */
  async order(orderId: string): Promise<Row | undefined> {
    return (await this.rows('select * from orders where order_id = $1', [orderId]))[0];
  }

  async delivery(orderId: string): Promise<Row | undefined> {
    return (await this.rows('select * from deliveries where order_id = $1', [orderId]))[0];
  }

  async revisions(orderId: string): Promise<unknown[]> {
    const found = await this.rows(
      'select revision from revisions where order_id = $1 order by modified_at, revision',
      [orderId],
    );
    return found.map(({ revision }) => revision);
  }

  /** Seconds from now until a time of a delivery; null when it is not set. */
  async secondsTo(orderId: string, column: 'due_at' | 'lease_until'): Promise<number | null> {
    const [row] = await this.rows(
      `select extract(epoch from ${column} - now())::float8 as seconds from deliveries where order_id = $1`,
      [orderId],
    );
    return (row?.seconds ?? null) as number | null;
  }

  /** Outcomes that wait in the outbox, oldest first. */
  async outbox(): Promise<Row[]> {
    const found = await this.rows(
      "select payload from outbox where type = 'order.outcome.v1' order by position",
    );
    return found.map(({ payload }) => payload as Row);
  }

  /** Lets a claim's time run out, as if its owner had gone long ago. */
  async expire(orderId: string): Promise<void> {
    await this.pool.query(
      `update deliveries set lease_until = now() - interval '1 hour', due_at = now() - interval '1 minute'
       where order_id = $1`,
      [orderId],
    );
  }

  /** Resolves when so many statements of this database wait for a lock. */
  async someoneWaits(count = 1): Promise<void> {
    await eventually(async () => {
      const [row] = await this.rows(
        `select count(*)::int as waiting from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return row?.waiting === count;
    });
  }

  async clear(): Promise<void> {
    await this.pool.query(
      'truncate orders, revisions, deliveries, attempts, past_decisions, reviews, settings_versions, outbox, replays, connection_health',
    );
  }

  async drop(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
    await this.fresh.drop();
  }
}

const open = (url: string): Promise<Database> =>
  openDatabase({ url, schema: 'router', migrations: LEDGER_MIGRATIONS, poolSize: 6 });
