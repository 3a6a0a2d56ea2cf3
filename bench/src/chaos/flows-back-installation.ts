import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextFreePort } from '@joor-bridge/testing/infrastructure';
import pg from 'pg';
import { type Environment, mainOf, Stage } from '../stage/stage.js';
import { shortenCreditWindows } from './credits.js';
import type { Servers } from './installation.js';
import { openWorld, type SimulatedWorld } from './simulated-world.js';
import { Supervised } from './supervised.js';

/** Short, so that what a kill left in doubt is settled within seconds. */
const TIMES = {
  KAFKA_SESSION_TIMEOUT_MS: process.env.KAFKA_SESSION_TIMEOUT_MS ?? '2000',
  WMS_TIMEOUT_MS: '2000',
  JOOR_TIMEOUT_MS: '2000',
  JOOR_SETTLE_MS: '2000',
  INVENTORY_MINUTE_MS: '200',
  INVENTORY_LEASE_MS: '1500',
  PUBLISH_LEASE_MS: '1500',
  PRODUCT_MINUTE_MS: '200',
  PRODUCT_LEASE_MS: '1500',
};

/** How a service of the flows back is told to kill itself when it passes a point for the given time. */
const KILL_AT = {
  'inventory-service': (point: string, passing: number) => ({
    INVENTORY_KILL_POINT: point,
    INVENTORY_KILL_NTH: String(passing),
  }),
  'product-service': (point: string, passing: number) => ({ PRODUCT_KILL_POINT: `${point}:${passing}` }),
};
export type FlowBackService = keyof typeof KILL_AT;

/** A service under a supervisor, at the same address in all its lives. */
export interface Replica {
  readonly service: Supervised;
  readonly url: string;
}

/** The flows from a simulated WMS back to a simulated JOOR, to be shot at. */
export interface FlowsBack {
  readonly stage: Stage;
  readonly world: SimulatedWorld;
  readonly database: pg.Pool;
  /** Where the logs are. */
  readonly logs: string;
  replica(name: FlowBackService): Promise<Replica>;
  close(): Promise<void>;
}

/** Ports that replicas keep are looked for from here. */
const FIRST_PORT = 20_000;
const PORT_SPAN = 9_000;

/** @param accounts JOOR accounts, in production */
export async function openFlowsBack(
  { brokers, postgresUrl }: Servers,
  accounts: readonly string[],
  env: Environment = {},
): Promise<FlowsBack> {
  const logs = mkdtempSync(join(tmpdir(), 'joor-bridge-chaos-'));
  const world = await openWorld(accounts, join(logs, 'sandbox.log'));
  await world.control.liftCredits();
  const stage = await Stage.open({
    brokers,
    databaseUrl: postgresUrl,
    env: { ...world.env, ...TIMES, ...env },
  });
  const database = new pg.Pool({ connectionString: stage.database.url, max: 2 });
  database.on('error', () => undefined);
  const credits = shortenCreditWindows(database);
  const services: Supervised[] = [];
  return {
    ...{ stage, world, database, logs },
    replica: async (name) => {
      const port = await nextFreePort(FIRST_PORT + Math.floor(Math.random() * PORT_SPAN));
      const place = { main: mainOf(name), logFile: join(logs, `${name}-${services.length + 1}.log`) };
      const own = { ...stage.environment(), PORT: String(port) };
      const service = new Supervised({ name, ...place, env: own, killAt: KILL_AT[name] });
      services.push(service);
      return { service, url: `http://127.0.0.1:${port}` };
    },
    close: async () => {
      credits.end();
      await Promise.all(services.map((service) => service.stop()));
      await world.stop();
      await database.end();
      await stage.close();
    },
  };
}
