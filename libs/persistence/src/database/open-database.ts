import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { awaitPostgres } from './await-postgres.js';
import { connectionSettings } from './connection-settings.js';
import { Database, type Log, silentLog } from './database.js';
import { migrate } from './migrate.js';
import { TypeOrmLog } from './typeorm-log.js';

/** Nobody is told when the way to PostgreSQL swallows what is sent; the kernel gives up after a quarter of an hour. */
const QUERY_TIMEOUT_MS = 30_000;

export interface DatabaseOptions {
  readonly url: string;
  /** Owned by one service; made when missing. */
  readonly schema: string;
  readonly migrations: NonNullable<DataSourceOptions['migrations']>;
  readonly entities?: NonNullable<DataSourceOptions['entities']>;
  /** Most connections open at a time. Default 10. */
  readonly poolSize?: number;
  /** How long a PostgreSQL that is still starting is waited for, in milliseconds. Default 30,000. */
  readonly waitMs?: number;
  /** Longest that a query waits for its answer, in milliseconds; migrations have no limit. Default 30,000. */
  readonly queryTimeoutMs?: number;
  readonly log?: Log;
}

/**
 * Opens a service's schema and migrates it to the newest version.
 * @throws when PostgreSQL cannot be used or a migration fails; nothing stays open then
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const log = options.log ?? silentLog;
  const settings = connectionSettings(options);
  const lock = await awaitPostgres(settings, { waitMs: options.waitMs ?? 30_000, log });
  const migrator = new DataSource(dataSourceOptions(options, settings, log));
  try {
    const done = await migrate(lock, migrator, options.schema);
    if (done.length > 0) log.info({ migrations: done }, `schema ${options.schema} migrated`);
  } finally {
    if (migrator.isInitialized) await migrator.destroy();
    await lock.end();
  }
  const impatient = { ...settings, query_timeout: options.queryTimeoutMs ?? QUERY_TIMEOUT_MS };
  const dataSource = new DataSource(dataSourceOptions(options, impatient, log));
  await dataSource.initialize();
  return new OpenDatabase(options.schema, dataSource, impatient);
}

function dataSourceOptions(options: DatabaseOptions, settings: pg.ClientConfig, log: Log): DataSourceOptions {
  const brokenConnection = (error: Error) =>
    log.warn({ err: error }, `a PostgreSQL connection broke: ${error.message}`);
  return {
    type: 'postgres',
    url: options.url,
    schema: options.schema,
    entities: options.entities ?? [],
    migrations: options.migrations,
    migrationsTableName: 'migrations',
    logger: new TypeOrmLog(log),
    // Without a listener, an idle connection that PostgreSQL closes would end the process.
    poolErrorHandler: brokenConnection,
    extra: {
      ...settings,
      max: options.poolSize ?? 10,
      // The pool takes its listener off a connection that is in use; this one stays.
      onConnect: (client: pg.Client) => void client.on('error', () => {}),
    },
  };
}

class OpenDatabase extends Database {
  readonly pool: pg.Pool;
  private closing: Promise<void> | undefined;

  constructor(
    readonly schema: string,
    readonly dataSource: DataSource,
    private readonly settings: pg.ClientConfig,
  ) {
    super();
    this.pool = poolOf(dataSource);
    this.pool.on('release', endIfWaiting);
  }

  connect(): Promise<pg.Client> {
    return awaitPostgres(this.settings, { waitMs: 0, log: silentLog });
  }

  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  close(): Promise<void> {
    this.closing ??= this.dataSource.destroy();
    return this.closing;
  }
}

/** TypeORM's own pool, shared so that one limit covers both ways in. */
function poolOf(dataSource: DataSource): pg.Pool {
  if (!('master' in dataSource.driver)) throw new Error('TypeORM gave no PostgreSQL pool.');
  return dataSource.driver.master as pg.Pool;
}

/**
 * A connection whose query was given up is still waiting for its answer, and so would the next query on it. One whose
 * query failed is not ready either until PostgreSQL says so, but nothing is under way on it.
 */
function endIfWaiting(_error: Error | undefined, client: pg.ClientBase): void {
  if (!(client instanceof pg.Client) || Reflect.get(client, 'readyForQuery') !== false) return;
  if (Reflect.get(client, '_activeQuery') !== null) client.end().catch(() => undefined);
}
