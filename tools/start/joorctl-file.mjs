import { writeFileSync } from 'node:fs';

/**
 * Tells joorctl where this installation is.
 *
 * @param {string} path
 * @param {{ ports: Record<string, number>, shared: Record<string, string>, apiKeyFile: string }} installation
 */
export function writeJoorctlFile(path, { ports, shared, apiKeyFile }) {
  const url = (/** @type {string} */ service) => `http://127.0.0.1:${ports[service]}`;
  const file = {
    settingsUrl: url('settings-service'),
    pollerUrl: url('joor-poller'),
    routerUrl: url('order-router'),
    apiKeyFile,
    kafkaBrokers: shared.KAFKA_BROKERS,
    databaseUrl: shared.DATABASE_URL,
    kekFile: shared.BRIDGE_KEK_FILE,
  };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}
