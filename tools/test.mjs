import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, Fault, prepare } from './setup/prepare.mjs';
import { step } from './setup/steps.mjs';
import { hasSpecs, runCheck, runJest } from './test/levels.mjs';
import { CHECKS, faultOf, JEST_LEVELS, planOf, REAL_LEVELS } from './test/plan.mjs';
import { isEmpty, lastLine } from './test/tally.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const say = (/** @type {string} */ line) => process.stdout.write(`· ${line}\n`);

/** @type {{ stop(): Promise<void> }[]} */
const started = [];
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => abort.abort());

/**
 * One Kafka and one PostgreSQL for all specs; their addresses go to them by environment.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function infrastructure() {
  await step('built', () => build(root), say);
  const { resolveKafka, resolvePostgres } = await import('@joor-bridge/testing/infrastructure');
  const [kafka, postgres] = await Promise.allSettled([resolveKafka({ say }), resolvePostgres({ say })]);
  for (const result of [kafka, postgres]) if (result.status === 'fulfilled') started.push(result.value);
  if (kafka.status === 'rejected') throw kafka.reason;
  if (postgres.status === 'rejected') throw postgres.reason;
  return {
    ...process.env,
    KAFKA_BROKERS: kafka.value.brokers.join(','),
    DATABASE_URL: postgres.value.url,
    JOOR_BRIDGE_INFRA: 'env',
  };
}

async function main() {
  const plan = planOf(process.argv.slice(2));
  const { levels, paths } = plan;
  await prepare(root, say);
  const fault = faultOf(plan, (path, among) => hasSpecs(path, among, { root, env: process.env }));
  if (fault) throw new Fault(fault);
  const { signal } = abort;
  const isReal = levels.some((level) => REAL_LEVELS.includes(level));
  // each uses one processor at most
  const [env, ...tallies] = await Promise.all([
    isReal ? step('Kafka and PostgreSQL are up', infrastructure, say) : process.env,
    ...CHECKS.filter((check) => levels.includes(check)).map((check) =>
      step(check, () => runCheck(check, { root, env: process.env, signal }), say),
    ),
  ]);
  for (const level of JEST_LEVELS.filter((each) => levels.includes(each))) {
    if (signal.aborted) break;
    tallies.push(await step(level, () => runJest(level, paths, { root, env, signal }), say));
  }
  if (tallies.some(({ failed }) => failed > 0)) process.exitCode = 1;
  if (isEmpty(tallies) && !abort.signal.aborted) throw new Fault('Not a single test ran.');
  return lastLine(tallies);
}

/** @type {string | undefined} */
let verdict;
try {
  verdict = await main();
} catch (error) {
  process.exitCode = 1;
  const known = error instanceof Fault || (error instanceof Error && error.name === 'MissingPrerequisite');
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : error}\n`);
} finally {
  await Promise.all(started.map((server) => server.stop()));
}
if (abort.signal.aborted) {
  process.stderr.write('Stopped before the end.\n');
  process.exitCode = 130;
}
if (verdict !== undefined) process.stdout.write(`${verdict}\n`);
