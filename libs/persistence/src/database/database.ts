import type pg from 'pg';
import type { DataSource } from 'typeorm';

/** One schema of the service's PostgreSQL database, migrated and ready. Also the injection token for it. */
export abstract class Database {
  abstract readonly schema: string;
  /** TypeORM on top of `pool`. */
  abstract readonly dataSource: DataSource;
  /** Connections with `search_path` set to the schema and the time zone to UTC. */
  abstract readonly pool: pg.Pool;

  /** A connection outside the pool, set up like its connections; the caller ends it. */
  abstract connect(): Promise<pg.Client>;

  /** Resolves when the database answers. @throws with PostgreSQL's own reason */
  abstract ping(): Promise<void>;

  /** Ends every pooled connection. A second call does nothing. */
  abstract close(): Promise<void>;
}

/** Where this library tells of faults that it has no caller to throw at. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };
