/** The sandbox's servers in the order of its ports. */
export const SANDBOX_SERVERS = /** @type {const} */ ([
  'control',
  'joorProduction',
  'joorSandbox',
  'tokenProduction',
  'tokenSandbox',
  'generic',
  'skubanaProduction',
  'skubanaSandbox',
]);

/** @typedef {Record<(typeof SANDBOX_SERVERS)[number], string>} SandboxAddresses */

/**
 * Addresses of the sandbox's servers as seen from `host`.
 *
 * @param {readonly number[]} ports
 * @param {string} host
 * @returns {SandboxAddresses}
 */
export function sandboxAddresses(ports, host) {
  const entries = SANDBOX_SERVERS.map((server, i) => [server, `http://${host}:${ports[i]}`]);
  return /** @type {SandboxAddresses} */ (Object.fromEntries(entries));
}
