import { writeFileSync } from 'node:fs';

/**
 * Tells joorctl where this installation is.
 *
 * @param {string} path
 * @param {{ ports: Record<string, number>, env: NodeJS.ProcessEnv, apiKeyFile: string }} installation `env`
 * is what the services get
 */
export function writeJoorctlFile(path, { ports, env, apiKeyFile }) {
  const url = (/** @type {string} */ service) => `http://127.0.0.1:${ports[service]}`;
  const file = {
    settingsUrl: url('settings-service'),
    pollerUrl: url('joor-poller'),
    routerUrl: url('order-router'),
    inventoryUrl: url('inventory-service'),
    productsUrl: url('product-service'),
    apiKeyFile,
    kafkaBrokers: env.KAFKA_BROKERS,
    kafkaPrefix: env.KAFKA_PREFIX ?? '',
    databaseUrl: env.DATABASE_URL,
  };
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
}
