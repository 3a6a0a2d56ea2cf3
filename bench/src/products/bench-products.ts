import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { measureProducts } from './measure-products.js';

/**
 * `npm run bench:products`: 10,000 styles of 12 variants that JOOR holds already, 2 % of them changed, through one
 * product-service: real Kafka and PostgreSQL with fsync on, WMS and JOOR simulated in a process of their own. JOOR is
 * filled by the service itself, without JOOR's request limit. Exit code 1 when JOOR does not end with the catalogue.
 * The last line is one JSON object. `BENCH_STYLES`, `BENCH_SEED` and `BENCH_SERVICE_FLAGS` (for Node) set it up.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const postgres = await resolvePostgres({ say, durable: true });
const kafka = await resolveKafka({ say, durable: true });
try {
  const { figures, wrong } = await measureProducts(
    { brokers: kafka.brokers, databaseUrl: postgres.url },
    {
      styles: Number(process.env.BENCH_STYLES ?? 10_000),
      variants: 12,
      percent: 2,
      seed: Number(process.env.BENCH_SEED ?? 1),
      say,
    },
  );
  for (const line of wrong) say(`wrong: ${line}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
  say(JSON.stringify(figures));
} finally {
  await postgres.stop();
  await kafka.stop();
}
