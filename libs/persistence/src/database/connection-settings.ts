import type pg from 'pg';

const SCHEMA_NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/**
 * What the server holds every connection to. A client's host that loses its power says nothing, and PostgreSQL would
 * keep its session, and the advisory locks of that, for the two hours of TCP's own defaults. With these it is ended
 * after 15 s + 3 × 5 s without a sign of life, or 20 s after an answer that nobody confirms.
 */
const server = (schema: string): Record<string, string | number> => ({
  search_path: schema,
  timezone: 'UTC',
  tcp_keepalives_idle: 15,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
  tcp_user_timeout: 20_000,
});

/**
 * How every connection of a schema is opened. `search_path`, the time zone and the rest are given at start-up
 * (libpq `options`), so no statement can run before they hold.
 * @throws if the schema's name is not a plain lower-case identifier
 */
export function connectionSettings(options: { url: string; schema: string }): pg.ClientConfig {
  if (!SCHEMA_NAME.test(options.schema)) {
    throw new Error(`"${options.schema}" is no schema name: use lower-case letters, digits and "_".`);
  }
  return {
    connectionString: options.url,
    options: Object.entries(server(options.schema))
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    application_name: `joor-bridge ${options.schema}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // Without it the first sign of life is asked for after two hours.
    keepAliveInitialDelayMillis: 10_000,
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
