import type pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { awaitPostgres } from './await-postgres.js';
import { connectionSettings } from './connection-settings.js';
import { Database, type Log, silentLog } from './database.js';
import { migrate } from './migrate.js';
import { TypeOrmLog } from './typeorm-log.js';

const DEDICATED_QUERY_TIMEOUT_MS = 30_000;

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
  const dataSource = new DataSource(dataSourceOptions(options, settings, log));
  try {
    const done = await migrate(lock, dataSource, options.schema);
    if (done.length > 0) log.info({ migrations: done }, `schema ${options.schema} migrated`);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  } finally {
    await lock.end();
  }
  return new OpenDatabase(options.schema, dataSource, settings);
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
  }

  connect(): Promise<pg.Client> {
    return awaitPostgres(
      { ...this.settings, query_timeout: DEDICATED_QUERY_TIMEOUT_MS },
      { waitMs: 0, log: silentLog },
    );
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
