import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bus } from '@joor-bridge/messaging';
import pg from 'pg';
import { GENERIC_SECRETS } from '../stage/connection-record.js';
import { mainOf, Stage } from '../stage/stage.js';
import { shortenCreditWindows } from './credits.js';
import type { SandboxControl } from './sandbox-control.js';
import { openWorld } from './simulated-world.js';
import { Supervised } from './supervised.js';

/** Short, so that what a kill left in doubt is settled within seconds. */
const TIMES = {
  CLAIM_LEASE_MS: '3000',
  WMS_TIMEOUT_MS: '2000',
  KAFKA_SESSION_TIMEOUT_MS: process.env.KAFKA_SESSION_TIMEOUT_MS ?? '2000',
  POLLER_LEASE_MS: '700',
  POLL_MINUTE_MS: '200',
};

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
  service(name: 'joor-poller' | 'order-router'): Supervised;
  /** Adds a connection to the simulated WMS of that name. */
  connect(shop: Shop, wms: string): Promise<void>;
  close(): Promise<void>;
}

/** The WMS of all shops: it ignores idempotency keys and can be asked what it has. */
export const SHOP_WMS = 'chaos';

/** Opens an installation with so many connections; its services are started by the caller. */
export async function openInstallation(servers: Servers, shopCount: number): Promise<Installation> {
  const shops = Array.from({ length: shopCount }, (_, at) => ({
    connectionId: `con_shop${at + 1}`,
    joorAccount: String(5_001 + at),
  }));
  const logs = mkdtempSync(join(tmpdir(), 'joor-bridge-chaos-'));
  const accounts = shops.map(({ joorAccount }) => joorAccount);
  const world = await openWorld(accounts, join(logs, 'sandbox.log'));
  const { control } = world;
  const env = { ...world.env, ...TIMES };
  const stage = await Stage.open({ brokers: servers.brokers, databaseUrl: servers.postgresUrl, env });
  const ledger = new pg.Pool({ connectionString: stage.database.url, max: 2 });
  ledger.on('error', () => undefined);
  const credits = shortenCreditWindows(ledger);
  const connect = (shop: Shop, wms: string) => connectShop(stage, shop, world.wmsUrl(wms));
  await control.liftCredits();
  await control.setWms(SHOP_WMS, { honoursKey: false, lookUp: true, duplicates: 'double' });
  for (const shop of shops) await connect(shop, SHOP_WMS);

  const services: Supervised[] = [];
  return {
    ...{ bus: stage.bus, ledger, control, shops, logs, connect },
    service: (name) => {
      const killAt = name === 'joor-poller' ? pollerKill : routerKill;
      const place = { main: mainOf(name), logFile: join(logs, `${name}.log`) };
      const service = new Supervised({ name, ...place, env: stage.environment(), killAt });
      services.push(service);
      return service;
    },
    close: async () => {
      credits.end();
      await Promise.all(services.map((service) => service.stop()));
      await world.stop();
      await ledger.end();
      await stage.close();
    },
  };
}

const routerKill = (point: string, passing: number) => ({ ROUTER_KILL_POINT: `${point}:${passing}` });
const pollerKill = (point: string, passing: number) => ({
  POLLER_KILL_POINT: point,
  POLLER_KILL_NTH: String(passing),
});

async function connectShop(stage: Stage, { connectionId, joorAccount }: Shop, url: string): Promise<void> {
  const options = { duplicateProtection: 'look-up', concurrency: 8 };
  await stage.connect(
    {
      ...{ connectionId, joorAccount, name: `Brand ${connectionId}` },
      createdAt: new Date(Date.now() - 60_000).toISOString(),
      destination: { system: 'generic', url, sandboxUrl: null, options },
    },
    {
      ...GENERIC_SECRETS,
      'joor.production': { kind: 'joor-token', token: `joor-production-token-${joorAccount}` },
    },
  );
}
