import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { openFlowsBack } from './flows-back-installation.js';
import { inventoryStorm } from './inventory/inventory-storm.js';
import { SHOPS } from './inventory/shop.js';

/**
 * `npm run chaos:inventory`: stock of four connections changes and their orders go out, while both replicas of
 * inventory-service are killed with kill -9, JOOR loses answers, is late and is at its limit, and the WMSs break off in
 * the middle of their lists; then: does JOOR hold what can be sold? Real Kafka and PostgreSQL, writing durably. The
 * last line is one JSON object; exit code 1 unless every figure is right, none was overwritten by an older one, and
 * none was ever 0 that should not have been. `CHAOS_SEED`, `CHAOS_SKUS` (of each connection), `CHAOS_UPDATES`,
 * `CHAOS_KILLS` (at random moments, of each replica) and `CHAOS_KILLS_PER_POINT` set it up.
 */
const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const seed = number('CHAOS_SEED', Date.now() % 1_000_000);
const updates = number('CHAOS_UPDATES', 10_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
// what was started ends with this process
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const dataDir = mkdtempSync(join(tmpdir(), 'joor-bridge-chaos-data-'));
// PostgreSQL's user, who is never root, has to get in
chmodSync(dataDir, 0o755);
const kafka = await resolveKafka({ say, dataDir: join(dataDir, 'kafka') });
const postgres = await resolvePostgres({ say, dataDir: join(dataDir, 'postgres') });
try {
  say(`seed ${seed}: CHAOS_SEED=${seed} repeats the kills and the figures`);
  const accounts = [...new Set(SHOPS.map(({ joorAccount }) => joorAccount))];
  const servers = { brokers: kafka.brokers, postgresUrl: postgres.url };
  // rows go out in many requests, so that many of them meet a fault
  const installation = await openFlowsBack(servers, accounts, { JOOR_INVENTORY_BATCH: '100' });
  try {
    say(`logs are in ${installation.logs} and ${installation.stage.logs}`);
    const { examples, atPoints, ...result } = await inventoryStorm(installation, {
      shops: SHOPS,
      skusPerShop: number('CHAOS_SKUS', 1_000),
      changesPerStep: 80,
      updates,
      moments: number('CHAOS_KILLS', 6),
      perPoint: number('CHAOS_KILLS_PER_POINT', 2),
      seed,
      settleMs: 180_000,
      say,
    });
    for (const example of examples) say(example);
    const right = result.wrong === 0 && result.stale === 0 && result.zeroed === 0;
    process.exitCode = right && result.updates >= updates ? 0 : 1;
    const { skus, wrong, stale, kills, updates: written, zeroed, crashes } = result;
    say(
      JSON.stringify({
        ...{ skus, wrong, stale, kills, updates: written, seed },
        ...{ zeroed, crashes, at_points: atPoints },
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
