import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveKafka, resolvePostgres } from '@joor-bridge/testing/infrastructure';
import { openWithSandbox } from '../stage/with-sandbox.js';
import { kindOf } from './poison.js';
import { runPoison } from './poison-run.js';

/** `npm run poison:orders`: 1,000 poison records among 20,000 orders. The last line is one JSON object. */
const GOOD = Number(process.env.POISON_GOOD ?? 20_000);
const POISON = Number(process.env.POISON_RECORDS ?? 1_000);

const say = (line: string) => process.stdout.write(`${line}\n`);
const dataDir = mkdtempSync(join(tmpdir(), 'joor-bridge-poison-data-'));
// PostgreSQL's user, who is never root, has to get in
chmodSync(dataDir, 0o755);
const kafka = await resolveKafka({ say, dataDir: join(dataDir, 'kafka') });
const postgres = await resolvePostgres({ say, dataDir: join(dataDir, 'postgres') });
try {
  const opened = await openWithSandbox({ brokers: kafka.brokers, databaseUrl: postgres.url });
  try {
    const run = await runPoison(opened, { good: GOOD, poison: POISON });
    const fits = run.deadLetters.filter(({ headers, errorMessage, kind }) => {
      const id = headers['poison-id'];
      return id !== undefined && kind === 'malformed' && kindOf(Number(id)).says.test(errorMessage);
    });
    const distinct = new Set(fits.map(({ headers }) => headers['poison-id'])).size;
    const well =
      run.handled === GOOD &&
      run.duplicates === 0 &&
      distinct === POISON &&
      run.deadLetters.length === POISON;
    if (!well) process.exitCode = 1;
    say(
      JSON.stringify({
        good: GOOD,
        handled: run.handled,
        duplicates: run.duplicates,
        poison: POISON,
        dead_letters: run.deadLetters.length,
        with_the_right_reason: distinct,
        poison_in_ledger: run.poisonInLedger,
        alone_s: seconds(run.aloneMs),
        among_poison_s: seconds(run.amongPoisonMs),
      }),
    );
  } finally {
    await opened.close();
  }
} finally {
  await postgres.stop();
  await kafka.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function seconds(ms: number): number {
  return Number((ms / 1000).toFixed(2));
}
