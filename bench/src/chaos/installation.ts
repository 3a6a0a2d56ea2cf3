import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, SILENT } from '@joor-bridge/messaging';
import { KeyRing, SecretBox } from '@joor-bridge/service-kit';
import { freshDatabase, freshPrefix } from '@joor-bridge/testing';
import pg from 'pg';
import { type Child, startChild } from '../stage/child.js';
import { connectionRecord } from './connections.js';
import { SandboxControl } from './sandbox-control.js';
import { Supervised } from './supervised.js';

/** Short, so that what a kill left in doubt is settled within seconds. */
const TIMES = {
  CLAIM_LEASE_MS: '3000',
  WMS_TIMEOUT_MS: '2000',
  KAFKA_SESSION_TIMEOUT_MS: '2000',
  POLLER_LEASE_MS: '2000',
  POLL_MINUTE_MS: '200',
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const app = (name: string) => here(`../../../apps/${name}/dist/main.js`);

export interface Servers {
  readonly brokers: readonly string[];
  /** Where databases can be made. */
  readonly postgresUrl: string;
}

export interface Shop {
  readonly connectionId: string;
  readonly joorAccount: string;
}

/** An installation of joor-bridge between a simulated JOOR and a simulated WMS, to be shot at. */
export interface Installation {
  readonly bus: Bus;
  readonly ledger: pg.Pool;
  readonly control: SandboxControl;
  readonly shops: readonly Shop[];
  /** Where the logs are. */
  readonly logs: string;
  service(name: 'joor-poller' | 'order-router', env?: Record<string, string>): Supervised;
  /** Adds a connection to a WMS of that name, polled from an account that has no orders. */
  connect(connectionId: string, wms: string, joorAccount: string): Promise<void>;
  close(): Promise<void>;
}

export const SHOP_WMS = 'chaos';

/** Opens an installation with so many connections; its services are started by the caller. */
export async function openInstallation(servers: Servers, shopCount: number): Promise<Installation> {
  const logs = mkdtempSync(join(tmpdir(), 'joor-bridge-chaos-'));
  const database = await freshDatabase(servers.postgresUrl);
  const prefix = freshPrefix();
  const kek = randomBytes(32).toString('base64');
  const box = new SecretBox(KeyRing.parse(kek));
  const bus = createBus({ brokers: servers.brokers, prefix, clientId: 'chaos', log: SILENT });
  const shops = Array.from({ length: shopCount }, (_, at) => ({
    connectionId: `con_shop${at + 1}`,
    joorAccount: String(5_001 + at),
  }));
  const sandbox = startSandbox(shops, join(logs, 'sandbox.log'));
  const urls = await sandboxUrls(sandbox);
  const control = new SandboxControl(urls.control);
  const services: Supervised[] = [];
  const env = {
    DATABASE_URL: database.url,
    KAFKA_BROKERS: servers.brokers.join(','),
    KAFKA_PREFIX: prefix,
    BRIDGE_KEK: kek,
    HOST: '127.0.0.1',
    PORT: '0',
    OUTBOUND_ALLOW: '127.0.0.0/8',
    LOG_FORMAT: 'json',
    LOG_LEVEL: 'info',
    JOOR_API_URL: urls.joorProduction,
    JOOR_TOKEN_URL: `${urls.tokenProduction}/auth/`,
    JOOR_SANDBOX_API_URL: urls.joorSandbox,
    JOOR_SANDBOX_TOKEN_URL: `${urls.tokenSandbox}/auth/`,
    ...TIMES,
  };
  const ledger = new pg.Pool({ connectionString: database.url, max: 2 });
  ledger.on('error', () => undefined);
  const connect = (connectionId: string, wms: string, joorAccount: string) => {
    const to = { wmsUrl: `${urls.generic}/wms/${wms}`, joorAccount };
    return bus.publish(topics.connections, [connectionRecord(connectionId, to, box)]);
  };

  await provisionTopics(bus);
  await control.liftCredits();
  for (const { connectionId, joorAccount } of shops) await connect(connectionId, SHOP_WMS, joorAccount);

  return {
    ...{ bus, ledger, control, shops, logs, connect },
    service: (name, more = {}) => {
      const killAt = name === 'joor-poller' ? pollerKill : routerKill;
      const logFile = join(logs, `${name}.log`);
      const service = new Supervised({ name, main: app(name), env: { ...env, ...more }, logFile, killAt });
      services.push(service);
      return service;
    },
    close: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await sandbox.stop();
      await bus.close();
      await ledger.end();
      await database.drop();
    },
  };
}

const routerKill = (point: string, passing: number) => ({ ROUTER_KILL_POINT: `${point}:${passing}` });
const pollerKill = (point: string, passing: number) => ({
  POLLER_KILL_POINT: point,
  POLLER_KILL_NTH: String(passing),
});

function startSandbox(shops: readonly Shop[], logFile: string): Child {
  const accounts = shops.flatMap(({ joorAccount }) => ['--account', `production:${joorAccount}`]);
  const quiet = ['--backlog', '0', '--orders-per-hour', '0'];
  const args = ['--ports', '0,0,0,0,0,0,0,0', ...quiet, ...accounts];
  return startChild(app('sandbox'), { args, logFile });
}

async function sandboxUrls(sandbox: Child) {
  const urlOf = async (name: string) =>
    (await sandbox.line(new RegExp(`^${name} +http`))).split(/ +/)[1] ?? '';
  const urls = {
    control: await urlOf('control'),
    joorProduction: await urlOf('joorProduction'),
    joorSandbox: await urlOf('joorSandbox'),
    tokenProduction: await urlOf('tokenProduction'),
    tokenSandbox: await urlOf('tokenSandbox'),
    generic: await urlOf('generic'),
  };
  await sandbox.line(/^sandbox is ready/);
  return urls;
}
