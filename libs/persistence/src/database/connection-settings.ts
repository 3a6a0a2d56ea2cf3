import type pg from 'pg';

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * How every connection of a schema is opened. `search_path` and the time zone are given at start-up
 * (libpq `options`), so no statement can run before they hold.
 * @throws if the schema's name is not a plain lower-case identifier
 */
export function connectionSettings(options: { url: string; schema: string }): pg.ClientConfig {
  if (!SCHEMA_NAME.test(options.schema)) {
    throw new Error(`"${options.schema}" is no schema name: use lower-case letters, digits and "_".`);
  }
  return {
    connectionString: options.url,
    options: `-c search_path=${options.schema} -c timezone=UTC`,
    application_name: `joor-bridge ${options.schema}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  };
}

/** The address without its password, for messages. */
export function shownAddress(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || '5432'}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
}
