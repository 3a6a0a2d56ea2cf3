import { INSTANCE_DEFAULTS, type Sandbox } from '@joor-bridge/sandbox';
import { eventually } from '@joor-bridge/testing';
import { orderRecord } from '../stage/order-record.js';
import { type OwnServers, startOwnServers } from '../stage/own-servers.js';
import { RouterApi } from '../stage/router-api.js';
import type { Service } from '../stage/service.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/**
 * The broker and the database lose power while orders flow. The services keep running and are not restarted by
 * hand. The WMS tells a repeated order by its idempotency key only, and every one without would be made again.
 */
const CONNECTIONS = 5;
const AT_A_TIME = 10;
const EVERY_MS = 50;
const DOWN_MS = 1_000;
/** There when the power goes, and on their way: with it the WMS is busy for a second or two. */
const BACKLOG = 500;
const WMS_MS = 60;
/** The flow goes on for so long after the server is back. */
const AFTER_MS = 1_000;

let servers: OwnServers;
let stage: Stage;
let sandbox: Sandbox;
let router: Service;
let close: () => Promise<void>;
let published = 0;

const connectionOf = (at: number) => `con_${at % CONNECTIONS}`;
const order = (at: number) => orderRecord(connectionOf(at), String(at));

/** Publishes a few orders at a time until told to stop; what the broker does not take is given again. */
async function flow(until: () => boolean): Promise<void> {
  while (!until()) {
    const records = Array.from({ length: AT_A_TIME }, (_, index) => order(published + index));
    await eventually(() => stage.publish(records).then(() => true), { timeoutMs: 60_000, everyMs: 100 });
    published += AT_A_TIME;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

const externalIdOf = (at: number) => `${connectionOf(at)}:${at}`;
const missing = (): number[] => {
  const there = new Set(sandbox.effects.list().map(({ externalId }) => externalId));
  return Array.from({ length: published }, (_, at) => at).filter((at) => !there.has(externalIdOf(at)));
};

/** For the message of a failure: what the ledger says of orders that did not arrive. */
async function whereTheyStand(orders: readonly number[]): Promise<string> {
  const known = new Map((await new RouterApi(router).orders()).map((order) => [order.orderId, order]));
  const lines = orders.slice(0, 20).map((at) => {
    const order = known.get(String(at));
    return `${externalIdOf(at)}: ${order ? `${order.state}, ${order.reason}` : 'not in the ledger'}`;
  });
  return `${orders.length} of ${published} orders did not arrive\n${lines.join('\n')}`;
}

/** Orders flow before, during and after `disturb`; gives the milliseconds until all of them had arrived. */
async function flowDuring(disturb: () => Promise<void>): Promise<number> {
  let over = false;
  const already = sandbox.effects.totals().distinct;
  await stage.publish(Array.from({ length: BACKLOG }, (_, index) => order(published + index)));
  published += BACKLOG;
  const flowing = flow(() => over);
  await eventually(() => sandbox.effects.totals().distinct > already + BACKLOG / 10);
  await disturb();
  const back = performance.now();
  await eventually(() => performance.now() - back >= AFTER_MS);
  over = true;
  await flowing;
  await eventually(
    () => {
      expect({ missing: missing() }).toEqual({ missing: [] });
      return true;
    },
    { timeoutMs: 60_000, everyMs: 200 },
  ).catch(async (error: unknown) => {
    throw new Error(await whereTheyStand(missing()), { cause: error });
  });
  return performance.now() - back;
}

async function ledgerAgrees(): Promise<void> {
  await eventually(
    async () => {
      const states = (await new RouterApi(router).orders()).map(({ state }) => state);
      expect(states.filter((state) => state !== 'delivered')).toEqual([]);
      return states.length === published;
    },
    { timeoutMs: 30_000, everyMs: 500 },
  );
}

beforeAll(async () => {
  servers = await startOwnServers();
  ({ stage, sandbox, close } = await openWithSandbox(servers, {
    sandbox: { generic: { ...INSTANCE_DEFAULTS, duplicates: 'double' } },
  }));
  for (let at = 0; at < CONNECTIONS; at += 1) {
    await stage.connect({
      connectionId: connectionOf(at),
      destination: { url: wmsUrl(sandbox, connectionOf(at)) },
    });
  }
  for (let at = 0; at < CONNECTIONS; at += 1) {
    sandbox.faultsOf(`wms-${connectionOf(at)}`)?.set([{ kind: 'latency', ms: WMS_MS }]);
  }
  router = await stage.start('order-router');
}, 120_000);
afterAll(async () => {
  await close?.();
  await servers?.stop();
}, 60_000);

test('the broker loses power: every order has one effect', async () => {
  const ms = await flowDuring(() => servers.powerCutKafka(DOWN_MS));
  process.stdout.write(
    `broker power cut: all ${published} orders were there ${ms.toFixed(0)} ms after it was back\n`,
  );
  expect(sandbox.effects.totals()).toEqual({ distinct: published, total: published, duplicates: 0 });
  await ledgerAgrees();
}, 120_000);

test('PostgreSQL loses power: every order has one effect', async () => {
  const ms = await flowDuring(() => servers.powerCutPostgres(DOWN_MS));
  process.stdout.write(
    `database power cut: all ${published} orders were there ${ms.toFixed(0)} ms after it was back\n`,
  );
  expect(sandbox.effects.totals()).toEqual({ distinct: published, total: published, duplicates: 0 });
  await ledgerAgrees();
}, 120_000);

test('the router is the same process as before, and ready', async () => {
  expect(router.child.process.exitCode).toBeNull();
  await eventually(async () => (await router.ask('GET', '/health/ready')).status === 200);
});
