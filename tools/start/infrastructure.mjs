import { join } from 'node:path';

/**
 * @typedef {Pick<typeof import('@joor-bridge/testing/infrastructure'),
 *   'resolveKafka' | 'resolvePostgres' | 'ensureDatabase'>} Servers
 */

/**
 * Kafka and PostgreSQL for the run, started side by side; what did start is handed to `shutdown` even when
 * the other did not.
 *
 * @param {{ data: string, fresh: boolean, say: (line: string) => void, shutdown: import('./shutdown.mjs').Shutdown }} options
 * @param {Servers} [servers]
 */
export async function startInfrastructure({ data, fresh, say, shutdown }, servers) {
  const { resolveKafka, resolvePostgres, ensureDatabase } =
    servers ?? (await import('@joor-bridge/testing/infrastructure'));
  const results = await Promise.allSettled([
    resolveKafka({ dataDir: join(data, 'kafka'), port: 9092, fresh, say }),
    resolvePostgres({ dataDir: join(data, 'postgresql'), port: 5432, fresh, say }),
  ]);
  const [kafka, postgres] = results;
  shutdown.add(...results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  if (kafka.status === 'rejected') throw kafka.reason;
  if (postgres.status === 'rejected') throw postgres.reason;
  const given = postgres.value.source === 'env';
  return {
    kafka: kafka.value,
    postgres: postgres.value,
    databaseUrl: given ? postgres.value.url : await ensureDatabase(postgres.value.url, 'joor_bridge'),
  };
}
