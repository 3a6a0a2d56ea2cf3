import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { measureInventory } from './measure-inventory.js';

/**
 * `npm run bench:inventory`: 200,000 SKUs in two warehouses, 5 % of the levels changed, through one inventory-service:
 * real Kafka and PostgreSQL with fsync on, WMS and JOOR simulated in a process of their own. The first filling is done
 * without JOOR's request limit; what is measured is under it. Exit code 1 when JOOR's figures are not the expected ones.
 * The last line is one JSON object. `BENCH_SKUS`, `BENCH_SEED` and `BENCH_SERVICE_FLAGS` (for Node) set it up.
 */
const say = (line: string) => process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const postgres = await resolvePostgres({ say, durable: true });
const kafka = await resolveKafka({ say, durable: true });
try {
  const { figures, wrong } = await measureInventory(
    { brokers: kafka.brokers, databaseUrl: postgres.url },
    {
      skus: Number(process.env.BENCH_SKUS ?? 200_000),
      warehouses: 2,
      percent: 5,
      seed: Number(process.env.BENCH_SEED ?? 1),
      pushes: 9,
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
