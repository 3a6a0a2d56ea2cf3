import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { NoApiKey, readApiKey } from './demo/api-key.mjs';
import { sandboxAddresses } from './demo/sandbox-addresses.mjs';
import { seedDemo } from './demo/seed.mjs';
import { build, Fault, prepare } from './setup/prepare.mjs';
import { seconds, step } from './setup/steps.mjs';
import { whatNext } from './start/farewell.mjs';
import { firstDelivered } from './start/first-order.mjs';
import { followFlowsBack } from './start/flows-back.mjs';
import { startInfrastructure } from './start/infrastructure.mjs';
import { writeJoorctlFile } from './start/joorctl-file.mjs';
import { ensureKek } from './start/kek.mjs';
import { residentMb } from './start/memory.mjs';
import { readOptions, USAGE } from './start/options.mjs';
import { RunFile } from './start/run-file.mjs';
import { apiKeyFileIn, makeServices, provisionTopics, whenAllReady } from './start/services.mjs';
import { Shutdown } from './start/shutdown.mjs';
import { choosePorts, mainOf, sharedEnvironment } from './start/stack.mjs';
import { startOver } from './start/start-over.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const since = () => seconds(performance.now());
const say = (/** @type {string} */ line) => process.stdout.write(`[${since().padStart(7)}] ${line}\n`);
/** Longest that `--once` waits for orders, styles and stock, in milliseconds. */
const ONCE_WITHIN_MS = 120_000;

const shutdown = new Shutdown();
const abort = new AbortController();
let interrupts = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (interrupts++ > 0) {
      shutdown.kill();
      process.exit(130);
    }
    process.stdout.write('\n');
    say('stopping; once more to stop at once');
    abort.abort(new Fault('stopped'));
  });
}

/** @param {{ fresh: boolean, once: boolean, data: string | undefined }} options */
async function start({ fresh, once, data: given }) {
  const data = given ? resolve(given) : join(root, '.data');
  await prepare(root, say);
  await step('built', () => build(root), say);
  const { choosePort, commandLine, isAlive, isGiven } = await import('@joor-bridge/testing/infrastructure');
  const runFile = new RunFile(join(data, 'run.json'), { commandLine, isAlive });
  runFile.take();
  shutdown.add({ stop: async () => runFile.release() });
  const kekFile = join(data, 'kek');
  const apiKeyFile = apiKeyFileIn(data);
  const databaseIsGiven = isGiven('DATABASE_URL', process.env);
  if (fresh) startOver({ kekFile, apiKeyFile, databaseIsGiven });
  mkdirSync(data, { recursive: true });
  ensureKek(kekFile);
  abort.signal.throwIfAborted();
  const infrastructure = () => startInfrastructure({ data, fresh, say, shutdown });
  const { kafka, postgres, databaseUrl } = await step('Kafka and PostgreSQL are up', infrastructure, say);
  abort.signal.throwIfAborted();
  const ports = await choosePorts(choosePort, say);
  const sandbox = sandboxAddresses(ports.sandbox, '127.0.0.1');
  const shared = sharedEnvironment({ brokers: kafka.brokers, databaseUrl, kekFile, sandbox });
  const env = { ...process.env, ...shared };
  const running = () =>
    services.flatMap(({ pid, name }) => (pid === undefined ? [] : [{ pid, main: mainOf(root, name) }]));
  const onStart = () => runFile.note(running());
  const run = { root, env, ports, apiKeyFile, say, onStart, signal: abort.signal };
  await step('topics are there', () => provisionTopics(run), say);
  const services = makeServices(run);
  // the simulated outside world goes last, as the real one would
  const [outside, ...bridge] = services;
  shutdown.add(...(outside ? [outside] : []));
  shutdown.add(...bridge);
  for (const service of services) service.start();
  await step('services are ready', () => whenAllReady(run, services), say);
  const address = (/** @type {import('./start/stack.mjs').ServiceName} */ name) =>
    `http://127.0.0.1:${ports.services[name]}`;
  const settings = address('settings-service');
  const seed = () => seedDemo({ settings, sandbox, apiKeyFile });
  const { accounts } = await step('the demo workspace is there', seed, say);
  const config = join(data, 'joorctl.json');
  writeJoorctlFile(config, { ports: ports.services, env, apiKeyFile });
  const own = [kafka.pid, postgres.pid, ...running().map(({ pid }) => pid)].filter((pid) => pid !== null);
  say(`everything runs; resident memory of the stack: ${residentMb([process.pid, ...own]) ?? 'unknown'} MB`);
  const places = {
    router: address('order-router'),
    inventory: address('inventory-service'),
    products: address('product-service'),
    control: sandbox.control,
  };
  const { control, ...others } = places;
  process.stdout.write(
    `${whatNext({ settings, ...others, sandbox: control, apiKeyFile, data: given, config })}\n`,
  );
  const limit = once ? [AbortSignal.timeout(ONCE_WITHIN_MS)] : [];
  const signal = AbortSignal.any([abort.signal, ...limit]);
  await Promise.all([
    followOrders(control, signal),
    followFlowsBack({ places, apiKey: readApiKey(apiKeyFile), accounts, say: sayWhen, signal }),
  ]);
  if (once) return;
  await new Promise((_, reject) => abort.signal.addEventListener('abort', () => reject(abort.signal.reason)));
}

const sayWhen = (/** @type {string} */ line) => say(`${line}, ${since()} after the start`);

/**
 * @param {string} control
 * @param {AbortSignal} signal
 */
async function followOrders(control, signal) {
  const { destination } = await firstDelivered(control, signal);
  sayWhen(`first order delivered to ${destination}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(USAGE);
  else await start(options);
} catch (error) {
  if (!abort.signal.aborted) {
    process.exitCode = 1;
    const known =
      error instanceof Fault ||
      error instanceof NoApiKey ||
      (error instanceof Error && error.name === 'MissingPrerequisite');
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : error}\n`);
  }
}
for (const fault of await shutdown.stop()) process.stderr.write(`While stopping: ${fault}\n`);
say('stopped');
