import { join } from 'node:path';
import { SANDBOX_SERVERS } from '../demo/sandbox-addresses.mjs';

/** The port each service would like to have. */
const WANTED = /** @type {const} */ ({
  'settings-service': 4010,
  'joor-poller': 4020,
  'order-router': 4030,
  'inventory-service': 4040,
  'product-service': 4050,
});
/** The services, in the order in which they are started. */
export const SERVICES = /** @type {ServiceName[]} */ (Object.keys(WANTED));
const FIRST_SANDBOX_PORT = 4900;

/** A "minute" of the schedules in the demo, in milliseconds: 5 minutes are 5 s, so everything flows at once. */
const DEMO_MINUTE_MS = 1_000;

/**
 * @typedef {keyof typeof WANTED} ServiceName
 * @typedef {Record<ServiceName, number>} ServicePorts
 * @typedef {{ services: ServicePorts, sandbox: readonly number[] }} Ports
 * @typedef {(name: string, wanted: number, say: (line: string) => void) => Promise<number>} ChoosePort
 */

/**
 * The ports of the run: the usual ones, or the next free ones.
 *
 * @param {ChoosePort} choosePort
 * @param {(line: string) => void} say
 * @returns {Promise<Ports>}
 */
export async function choosePorts(choosePort, say) {
  const services = [];
  for (const name of SERVICES) services.push([name, await choosePort(name, WANTED[name], say)]);
  const sandbox = [];
  let wanted = FIRST_SANDBOX_PORT;
  for (const server of SANDBOX_SERVERS) {
    const port = await choosePort(`the sandbox (${server})`, wanted, say);
    sandbox.push(port);
    wanted = port + 1;
  }
  return { services: /** @type {ServicePorts} */ (Object.fromEntries(services)), sandbox };
}

/**
 * The environment every service of the demo shares: where the real parts and the simulated outside world are.
 *
 * @param {{ brokers: readonly string[], databaseUrl: string, kekFile: string, sandbox: import('../demo/sandbox-addresses.mjs').SandboxAddresses }} places
 * @returns {Record<string, string>}
 */
export function sharedEnvironment({ brokers, databaseUrl, kekFile, sandbox }) {
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    LOG_FORMAT: 'pretty',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    KAFKA_BROKERS: brokers.join(','),
    DATABASE_URL: databaseUrl,
    BRIDGE_KEK_FILE: kekFile,
    OUTBOUND_ALLOW: '127.0.0.1',
    POLL_MINUTE_MS: process.env.POLL_MINUTE_MS ?? String(DEMO_MINUTE_MS),
    INVENTORY_MINUTE_MS: process.env.INVENTORY_MINUTE_MS ?? String(DEMO_MINUTE_MS),
    PRODUCT_MINUTE_MS: process.env.PRODUCT_MINUTE_MS ?? String(DEMO_MINUTE_MS),
    JOOR_API_URL: sandbox.joorProduction,
    JOOR_SANDBOX_API_URL: sandbox.joorSandbox,
    JOOR_TOKEN_URL: `${sandbox.tokenProduction}/auth/`,
    JOOR_SANDBOX_TOKEN_URL: `${sandbox.tokenSandbox}/auth/`,
    SKUBANA_API_URL: sandbox.skubanaProduction,
    SKUBANA_SANDBOX_API_URL: sandbox.skubanaSandbox,
    SKUBANA_APP_URL: sandbox.skubanaProduction,
    SKUBANA_SANDBOX_APP_URL: sandbox.skubanaSandbox,
  };
}

/**
 * The script of a service.
 *
 * @param {string} root
 * @param {string} name
 */
export const mainOf = (root, name) => join(root, 'apps', name, 'dist', 'main.js');
