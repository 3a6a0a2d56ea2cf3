import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { openFlowsBack } from './flows-back-installation.js';
import { BRANDS } from './products/brands.js';
import { productsStorm } from './products/products-storm.js';

/**
 * `npm run chaos:products`: the catalogues of three connections are made and changed, while both replicas of
 * product-service are killed with kill -9, JOOR loses answers, is late, refuses parts and makes a second one of what it
 * is sent twice; then: does JOOR show each style as it should, and nothing twice? Real Kafka and PostgreSQL, writing
 * durably. The last line is one JSON object; exit code 1 unless nothing is wrong or doubled. `CHAOS_SEED`,
 * `CHAOS_STYLES` (of each connection), `CHAOS_CHANGES`, `CHAOS_KILLS` (at random moments, of each replica) and
 * `CHAOS_KILLS_PER_POINT` set it up.
 */
const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
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
  say(`seed ${seed}: CHAOS_SEED=${seed} repeats the kills and the styles`);
  const servers = { brokers: kafka.brokers, postgresUrl: postgres.url };
  const accounts = BRANDS.map(({ joorAccount }) => joorAccount);
  const installation = await openFlowsBack(servers, accounts, { JOOR_PRODUCTS_BATCH: '40' });
  try {
    say(`logs are in ${installation.logs} and ${installation.stage.logs}`);
    const { examples, atPoints, ...result } = await productsStorm(installation, {
      brands: BRANDS,
      stylesPerBrand: number('CHAOS_STYLES', 100),
      changes: number('CHAOS_CHANGES', 600),
      moments: number('CHAOS_KILLS', 7),
      perPoint: number('CHAOS_KILLS_PER_POINT', 2),
      seed,
      settleMs: 240_000,
      say,
    });
    for (const example of examples) say(example);
    const { styles, wrong, doubled, kills, changes, crashes } = result;
    process.exitCode = wrong === 0 && doubled === 0 ? 0 : 1;
    say(
      JSON.stringify({
        ...{ styles, wrong, doubled, kills, seed },
        ...{ changes, crashes, at_points: atPoints },
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
