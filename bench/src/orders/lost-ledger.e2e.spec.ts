import { INSTANCE_DEFAULTS, type Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import pg from 'pg';
import { orderRecord } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Service } from '../stage/service.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/**
 * The ledger's schema is dropped and the router started again, as after a restore without a backup. The WMS knows
 * no key: an order that is sent twice is there twice.
 */
const ORDERS = 300;
const DOWN = 'con_down';
const WELL = 'con_well';

const ordersOf = (connectionId: string, from = 0) =>
  Array.from({ length: ORDERS }, (_, at) =>
    orderRecord(connectionId, String(from + at), { status: at % 3 === 0 ? 'pending' : 'approved' }),
  );
const wanted = ORDERS - ORDERS / 3;

let stage: Stage;
let sandbox: Sandbox;
let close: () => Promise<void>;
let router: Service;

const effectsAt = (connectionId: string) => sandbox.effects.totals(`wms-${connectionId}`);
const statesOf = async (connectionId: string) => {
  const counts: Record<string, number> = {};
  for (const { state } of await new RouterApi(router).orders({ connectionId })) {
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
};

async function dropLedger(): Promise<void> {
  const client = new pg.Client({ connectionString: stage.database.url });
  await client.connect();
  await client.query('drop schema router cascade');
  await client.end();
}

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { sandbox: { generic: { ...INSTANCE_DEFAULTS, honoursKey: false, duplicates: 'double' } } },
  ));
  for (const connectionId of [WELL, DOWN]) {
    await stage.connect({ connectionId, destination: { url: wmsUrl(sandbox, connectionId) } });
  }
  router = await stage.start('order-router');
}, 120_000);
afterAll(() => close?.(), 60_000);

test('after the loss nothing is sent twice, and what waited goes out', async () => {
  await stage.publish(ordersOf(WELL));
  await eventually(async () => (await statesOf(WELL)).delivered === wanted, { timeoutMs: 30_000 });
  sandbox.faultsOf(`wms-${DOWN}`)?.set([{ kind: 'outage', how: 'unavailable' }]);
  await stage.publish(ordersOf(DOWN));
  await eventually(async () => (await statesOf(DOWN)).parked === wanted, { timeoutMs: 30_000 });

  await router.kill();
  await dropLedger();
  sandbox.faultsOf(`wms-${DOWN}`)?.set([]);
  router = await stage.start('order-router');
  await stage.publish([...ordersOf(WELL), ...ordersOf(DOWN)]);
  await stage.publish(ordersOf(WELL, ORDERS));

  await eventually(
    async () => {
      expect(await statesOf(WELL)).toEqual({ delivered: 2 * wanted, skipped: 2 * (ORDERS - wanted) });
      expect(await statesOf(DOWN)).toEqual({ delivered: wanted, skipped: ORDERS - wanted });
      return true;
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
  expect(effectsAt(WELL)).toEqual({ distinct: 2 * wanted, total: 2 * wanted, duplicates: 0 });
  expect(effectsAt(DOWN)).toEqual({ distinct: wanted, total: wanted, duplicates: 0 });
}, 180_000);
