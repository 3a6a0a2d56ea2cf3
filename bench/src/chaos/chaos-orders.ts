import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { openInstallation } from './installation.js';
import { measureRecovery } from './recovery.js';
import { storm } from './storm.js';

/**
 * `npm run chaos:orders`: orders flow from the simulated JOOR through poller, Kafka and router to a WMS that loses
 * 5 % of its answers, while poller and router are killed with kill -9; then: one effect for each wanted order?
 * Real Kafka and PostgreSQL, writing durably. The last line is one JSON object; exit code 1 unless nothing was
 * lost or doubled under at least `CHAOS_KILLS` kills. `CHAOS_SEED`, `CHAOS_ORDERS`, `CHAOS_KILLS` (at random moments), `CHAOS_KILLS_PER_POINT` and
 * `CHAOS_FEED_SECONDS` set it up.
 */
const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const moments = number('CHAOS_KILLS', 50);
const seed = number('CHAOS_SEED', Date.now() % 1_000_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
// what was started ends with this process
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const dataDir = mkdtempSync(join(tmpdir(), 'joor-bridge-chaos-data-'));
// PostgreSQL's user, who is never root, has to get in
chmodSync(dataDir, 0o755);
const kafka = await resolveKafka({ say, dataDir: join(dataDir, 'kafka') });
const postgres = await resolvePostgres({ say, dataDir: join(dataDir, 'postgres') });
try {
  say(`seed ${seed}: CHAOS_SEED=${seed} repeats the kills and the orders`);
  const installation = await openInstallation({ brokers: kafka.brokers, postgresUrl: postgres.url }, 20);
  try {
    say(`logs are in ${installation.logs}`);
    const { examples, settled, atPoints, crashes, ...result } = await storm(installation, {
      orders: number('CHAOS_ORDERS', 20_000),
      moments,
      perPoint: number('CHAOS_KILLS_PER_POINT', 4),
      feedMs: number('CHAOS_FEED_SECONDS', 240) * 1000,
      settleMs: 420_000,
      lostAnswers: 0.05,
      seed,
      say,
    });
    for (const example of examples) say(example);
    if (!settled) say('not every order was settled in time');
    const alone = await measureRecovery(installation, { routers: 1, rounds: number('CHAOS_ROUNDS', 5), say });
    const shared = await measureRecovery(installation, {
      routers: 2,
      rounds: number('CHAOS_ROUNDS', 5),
      say,
    });
    const well = settled && result.lost === 0 && result.duplicates === 0 && result.kills >= moments;
    process.exitCode = well ? 0 : 1;
    say(
      JSON.stringify({
        ...result,
        at_points: atPoints,
        crashes,
        seed,
        recovery_alone_ms: alone,
        recovery_shared_ms: shared,
      }),
    );
  } finally {
    await installation.close();
  }
} finally {
  await postgres.stop();
  await kafka.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
