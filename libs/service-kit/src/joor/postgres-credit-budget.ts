import {
  CREDIT_WINDOW_MS,
  CREDITS_PER_WINDOW,
  type CreditBudget,
  judgeSpending,
  type Lane,
  type Spending,
} from '@joor-bridge/joor';
import type { Database } from '@joor-bridge/persistence';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

/** A schema of its own, since all services count here. */
const SCHEMA = 'joor_credits';
/** As rate-limiter-flexible's RateLimiterPostgres expects it. */
const TABLE = `create table if not exists ${SCHEMA}.credit_windows
  (key varchar(255) primary key, points integer not null default 0, expire bigint)`;

/** JOOR's credits of each account, counted in PostgreSQL for all services and their replicas together. */
export class PostgresCreditBudget implements CreditBudget {
  private readonly windows: RateLimiterPostgres;

  /** Makes the table where it is missing; processes that start together take turns. */
  static async open(database: Pick<Database, 'pool'>): Promise<PostgresCreditBudget> {
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [SCHEMA]);
      await client.query(`create schema if not exists ${SCHEMA}`);
      await client.query(TABLE);
      await client.query('commit');
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
    return new PostgresCreditBudget(database.pool);
  }

  private constructor(pool: Database['pool']) {
    this.windows = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      schemaName: SCHEMA,
      tableName: 'credit_windows',
      tableCreated: true,
      keyPrefix: '',
      points: CREDITS_PER_WINDOW,
      duration: CREDIT_WINDOW_MS / 1_000,
      clearExpiredByTimeout: false,
    });
  }

  /**
   * Looks before it takes, since a refused taking would count all the same. Where two look at once and only
   * one fits, the other's credits are given back.
   */
  async spend(account: string, lane: Lane, credits: number): Promise<Spending> {
    const before = judgeSpending(await this.windowOf(account), lane, credits);
    if (!before.granted) return before;
    const taken = await this.take(account, credits);
    const used = taken.consumedPoints - credits;
    const spending = judgeSpending({ used, endsInMs: taken.msBeforeNext }, lane, credits);
    if (!spending.granted) await this.windows.reward(account, credits);
    return spending;
  }

  async block(account: string, retryAfterMs: number | null): Promise<void> {
    const window = retryAfterMs === null ? await this.windowOf(account) : null;
    const waitMs = retryAfterMs ?? window?.endsInMs ?? CREDIT_WINDOW_MS;
    await this.windows.block(account, Math.max(1, waitMs) / 1_000);
  }

  private async windowOf(account: string) {
    const window = await this.windows.get(account);
    return window && { used: window.consumedPoints, endsInMs: window.msBeforeNext };
  }

  /** The library rejects with its result, not with an error, when the points are used up. */
  private async take(account: string, credits: number): Promise<RateLimiterRes> {
    try {
      return await this.windows.consume(account, credits);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    }
  }
}
