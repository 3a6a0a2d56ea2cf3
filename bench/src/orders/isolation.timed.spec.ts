import type { Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { orderRecords } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/**
 * One order-router for twenty connections. First all WMSs are well, which gives the time it takes; then one
 * answers 503, one drops every connection and one never answers, and the same number of orders comes again.
 */
const CONNECTIONS = 20;
const ORDERS_EACH = 120;
/** So slow that waiting for the WMS, not the processor of the machine, decides the time. */
const WMS_MS = 60;
const OUTAGE_MS = 10_000;
const WMS_TIMEOUT_MS = 2_000;

const FAULTS = {
  con_0: { kind: 'outage', how: 'unavailable' },
  con_1: { kind: 'outage', how: 'reset' },
  con_2: { kind: 'hang' },
} as const;
const FAULTY = Object.keys(FAULTS);
const ids = Array.from({ length: CONNECTIONS }, (_, at) => `con_${at}`);
const others = ids.filter((id) => !FAULTY.includes(id));

let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

const effects = (id: string) => sandbox.effects.totals(`wms-${id}`);
const requests = (id: string) => sandbox.requests.of(`wms-${id}`).total;
const slow = { kind: 'latency', ms: WMS_MS };
const allHave = (connections: readonly string[], orders: number) =>
  eventually(() => connections.every((id) => effects(id).distinct >= orders), { timeoutMs: 60_000 });

/** Sends every connection as many orders; gives the milliseconds from the first record until the named ones have all of theirs. */
async function round(first: number, until: readonly string[]): Promise<number> {
  const each = ids.map((id) => orderRecords(id, ORDERS_EACH, {}, first));
  const interleaved = Array.from({ length: ORDERS_EACH }, (_, at) => each.flatMap((list) => list[at] ?? []));
  const began = performance.now();
  await stage.publish(interleaved.flat());
  await allHave(until, first + ORDERS_EACH - 1);
  return performance.now() - began;
}

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { env: { WMS_TIMEOUT_MS: String(WMS_TIMEOUT_MS) } },
  ));
  for (const connectionId of ids) {
    await stage.connect({ connectionId, destination: { url: wmsUrl(sandbox, connectionId) } });
    sandbox.faultsOf(`wms-${connectionId}`)?.set([slow]);
  }
  router = new RouterApi(await stage.start('order-router'));
  // the first orders pay for connections and compilation
  await round(1, ids);
});
afterAll(() => close?.());

describe('while one WMS answers 503, one drops every request and one hangs', () => {
  let without: number;
  let withFaults: number;
  let requestsBefore: Map<string, number>;
  let requestsDuring: Map<string, number>;
  let drainedMs: Map<string, number>;

  beforeAll(async () => {
    without = await round(1 + ORDERS_EACH, ids);
    requestsBefore = new Map(FAULTY.map((id) => [id, requests(id)]));
    for (const [id, fault] of Object.entries(FAULTS)) sandbox.faultsOf(`wms-${id}`)?.set([fault]);
    const down = performance.now();
    withFaults = await round(1 + 2 * ORDERS_EACH, others);
    await eventually(() => performance.now() - down >= OUTAGE_MS, { timeoutMs: 2 * OUTAGE_MS });
    requestsDuring = new Map(FAULTY.map((id) => [id, requests(id) - (requestsBefore.get(id) ?? 0)]));
    for (const id of FAULTY) sandbox.faultsOf(`wms-${id}`)?.set([slow]);
    const up = performance.now();
    const drained = FAULTY.map(async (id) => {
      await allHave([id], 3 * ORDERS_EACH);
      return [id, performance.now() - up] as const;
    });
    drainedMs = new Map(await Promise.all(drained));
  });

  it('the others are done within 1.5 times their time without a fault', () => {
    process.stdout.write(
      `isolation: ${without.toFixed(0)} ms without a fault, ${withFaults.toFixed(0)} ms beside three faulty WMSs, ratio ${(withFaults / without).toFixed(2)}\n`,
    );
    expect(withFaults / without).toBeLessThan(1.5);
  });

  it('fewer than 200 requests reach each of them in 10 s', () => {
    process.stdout.write(`isolation: requests during the outage ${JSON.stringify([...requestsDuring])}\n`);
    for (const count of requestsDuring.values()) expect(count).toBeLessThan(200);
    expect(requestsDuring.get('con_0')).toBeGreaterThan(5);
  });

  it('all is drained within 4 s after a WMS is back; after a hang, plus the timeout of the last question', () => {
    process.stdout.write(`isolation: drained after ${JSON.stringify([...drainedMs])} ms\n`);
    expect(drainedMs.get('con_0')).toBeLessThan(4_000);
    expect(drainedMs.get('con_1')).toBeLessThan(4_000);
    expect(drainedMs.get('con_2')).toBeLessThan(4_000 + WMS_TIMEOUT_MS);
  });

  it('every order has one effect, and each connection is well again', async () => {
    for (const id of ids) expect(effects(id)).toMatchObject({ distinct: 3 * ORDERS_EACH, duplicates: 0 });
    await eventually(async () => {
      const health = await router.health();
      expect(health.filter(({ status }) => status !== 'ok')).toEqual([]);
      return health.length === CONNECTIONS;
    });
  });
});
