import { startOwnServers } from '../stage/own-servers.js';
import { openInstallation } from './installation.js';
import { serversStorm } from './servers-storm.js';

/**
 * `npm run chaos:servers`: orders flow while Kafka's only broker and PostgreSQL are killed with kill -9, five times
 * each, and while routers are stopped past their leases and wake up again. The last line is one JSON object; exit
 * code 1 unless nothing was lost or doubled. `CHAOS_SEED`, `CHAOS_ORDERS`, `CHAOS_ROUNDS` and `CHAOS_FEED_SECONDS`
 * set it up.
 */
const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const seed = number('CHAOS_SEED', Date.now() % 1_000_000);
const say = (line: string) => process.stdout.write(`${line}\n`);
// what was started ends with this process
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const servers = await startOwnServers();
try {
  say(`seed ${seed}: CHAOS_SEED=${seed} repeats the blows and the orders`);
  const installation = await openInstallation(
    { brokers: servers.brokers, postgresUrl: servers.databaseUrl },
    10,
  );
  try {
    say(`logs are in ${installation.logs}`);
    const { examples, settled, ...result } = await serversStorm(installation, {
      orders: number('CHAOS_ORDERS', 6_000),
      rounds: number('CHAOS_ROUNDS', 5),
      feedMs: number('CHAOS_FEED_SECONDS', 180) * 1000,
      settleMs: 300_000,
      servers,
      seed,
      say,
    });
    for (const example of examples) say(example);
    if (!settled) say('not every order was settled in time');
    process.exitCode = settled && result.lost === 0 && result.duplicates === 0 ? 0 : 1;
    say(JSON.stringify({ ...result, seed }));
  } finally {
    await installation.close();
  }
} finally {
  await servers.stop();
}
