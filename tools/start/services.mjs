import { join } from 'node:path';
import { Fault } from '../setup/prepare.mjs';
import { run } from '../setup/steps.mjs';
import { prefixer } from './log-lines.mjs';
import { whenReady } from './readiness.mjs';
import { Service } from './service.mjs';
import { mainOf, SERVICES } from './stack.mjs';

const SANDBOX = 'sandbox';
/** By which lines the processes say themselves that they listen. */
const SANDBOX_UP = 'sandbox is ready';
const SERVICE_UP = 'listens at';
/** Log levels that show that line. */
const TALKATIVE = ['trace', 'debug', 'info'];
const WIDTH = Math.max(...SERVICES.map((name) => name.length));

/**
 * @typedef {object} Run
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env what all services share
 * @property {import('./stack.mjs').Ports} ports
 * @property {string} apiKeyFile
 * @property {(line: string) => void} say
 * @property {() => void} onStart a process was started
 * @property {AbortSignal} signal
 */

/**
 * Makes the topics, as an operator would.
 *
 * @param {Run} run_
 * @throws {Fault}
 */
export async function provisionTopics({ root, env, signal }) {
  const command = [mainOf(root, 'joorctl'), 'topics', 'apply'];
  const made = await run(process.execPath, command, { cwd: root, env, quiet: true, signal });
  if (!made) throw new Fault('The topics could not be made; joorctl says above why.');
}

/**
 * @param {Run} run_
 * @returns {readonly Service[]} not started yet, the sandbox first
 */
export function makeServices({ root, env, ports, apiKeyFile, say, onStart }) {
  const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const output = (/** @type {string} */ name, /** @type {number} */ index) =>
    prefixer(name, { index, width: WIDTH, coloured, write: (text) => process.stdout.write(text) });
  const sandbox = new Service({
    name: SANDBOX,
    main: mainOf(root, SANDBOX),
    args: ['--ports', ports.sandbox.join(',')],
    cwd: root,
    env: withoutSecrets(env),
    output: output(SANDBOX, 0),
    upLine: SANDBOX_UP,
    say,
    onStart,
  });
  const upLine = TALKATIVE.includes(env.LOG_LEVEL ?? 'info') ? SERVICE_UP : null;
  const services = SERVICES.map((name, i) => {
    const own = { PORT: String(ports.services[name]), BRIDGE_FIRST_API_KEY_FILE: apiKeyFile };
    return new Service({
      name,
      main: mainOf(root, name),
      cwd: root,
      env: { ...env, ...own },
      output: output(name, i + 1),
      upLine,
      say,
      onStart,
    });
  });
  return [sandbox, ...services];
}

/**
 * @param {Pick<Run, 'ports' | 'signal'>} run_
 * @param {readonly { name: string, isUp: boolean }[]} services
 * @returns {Promise<unknown>} when every one of them says it is ready
 */
export function whenAllReady({ ports, signal }, services) {
  /** @type {Record<string, string>} */
  const addresses = Object.fromEntries(
    SERVICES.map((name) => [name, `http://127.0.0.1:${ports.services[name]}/health/ready`]),
  );
  addresses[SANDBOX] = `http://127.0.0.1:${ports.sandbox[0]}/control/status`;
  return Promise.all(
    services.map((service) =>
      whenReady(service.name, addresses[service.name] ?? '', { isOurs: () => service.isUp, signal }),
    ),
  );
}

/**
 * The environment as the outside world gets it, which knows nothing of what is inside.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export const withoutSecrets = ({ BRIDGE_KEK: _, BRIDGE_KEK_FILE: __, DATABASE_URL: ___, ...rest }) => rest;

/** @param {string} data */
export const apiKeyFileIn = (data) => join(data, 'first-api-key');
