import { type OrderStatus, orderKey, topics } from '@joor-bridge/contracts';
import { INSTANCE_DEFAULTS, type Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { orderRecord } from '../stage/order-record.js';
import { type Replay, RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

const CONNECTIONS = ['con_a', 'con_b', 'con_c'] as const;
const ORDERS_EACH = 200;
const STATUSES: readonly OrderStatus[] = ['approved', 'pending', 'shipped', 'notes', 'cancelled'];
const WAREHOUSES = ['EAST', 'WEST', ''];

const ordersOf = (connectionId: string) =>
  Array.from({ length: ORDERS_EACH }, (_, at) =>
    orderRecord(connectionId, String(1_000 + at), {
      status: STATUSES[at % STATUSES.length] ?? 'approved',
      warehouse: { code: WAREHOUSES[at % WAREHOUSES.length] ?? '' },
      customer: { code: at % 8 === 0 ? '' : `C-${at}` },
    }),
  );

let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

const effects = () =>
  new Map(
    CONNECTIONS.flatMap((id) => sandbox.effects.list(`wms-${id}`)).map(({ externalId, count }) => [
      externalId,
      count,
    ]),
  );
const requests = () => CONNECTIONS.reduce((sum, id) => sum + sandbox.requests.of(`wms-${id}`).total, 0);
const keysOf = (replay: Replay) => replay.wouldDeliver.map((one) => orderKey(one.connectionId, one.orderId));

async function connect(connectionId: string, version: number, settings: object): Promise<void> {
  const destination = { url: wmsUrl(sandbox, connectionId) };
  await stage.connect({ connectionId, version, destination, settings });
  const probe = orderRecord(connectionId, `probe-${version}`, { status: 'cancelled' });
  // an order that nobody wants tells when the router has the new settings
  await stage.publish([probe]);
  await eventually(async () => {
    const { decision } = await router.order(connectionId, `probe-${version}`);
    if (decision.settingsVersion === version) return true;
    await router.act(connectionId, `probe-${version}`, 're-decide');
    return false;
  });
}

async function replay(request: Parameters<RouterApi['startReplay']>[0]): Promise<Replay> {
  const { id } = await router.startReplay(request);
  return eventually(async () => {
    const one = await router.replay(id);
    return one.state !== 'running' && one;
  });
}

/** Everything on the replay topic has been reconsidered, and what came of it has been sent. */
async function replayedAll(): Promise<void> {
  await eventually(async () => {
    const admin = stage.bus.kafka.admin();
    await admin.connect();
    try {
      const topic = stage.bus.nameOf(topics.ordersReplay.name);
      const groupId = stage.bus.nameOf('order-router-replay');
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const ends = await admin.fetchTopicOffsets(topic);
      const at = new Map(committed?.partitions.map(({ partition, offset }) => [partition, offset]));
      return ends.every(({ partition, high }) => high === '0' || at.get(partition) === high);
    } finally {
      await admin.disconnect();
    }
  });
  await noneUnderWay();
}

const noneUnderWay = () =>
  eventually(async () => {
    const all = await router.orders();
    return all.every(({ state }) => state !== 'delivering' && state !== 'parked');
  });

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  ({ stage, sandbox, close } = await openWithSandbox(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    // the WMS honours no key and takes an order twice: whatever is sent again shows
    { sandbox: { generic: { ...INSTANCE_DEFAULTS, honoursKey: false, duplicates: 'double' } } },
  ));
  for (const id of CONNECTIONS) {
    await stage.connect({ connectionId: id, destination: { url: wmsUrl(sandbox, id) } });
  }
  router = new RouterApi(await stage.start('order-router'));
  await stage.publish(CONNECTIONS.flatMap(ordersOf));
  await eventually(async () => (await router.orders()).length === CONNECTIONS.length * ORDERS_EACH);
  await noneUnderWay();
});
afterAll(() => close?.());

test('a replay of everything, twice, has no effect', async () => {
  const before = effects();
  const asked = requests();
  expect(before.size).toBeGreaterThan(90);
  const first = await replay({ dryRun: false });
  const second = await replay({ dryRun: false });
  await replayedAll();
  expect(first.counts).toMatchObject({ matched: CONNECTIONS.length * ORDERS_EACH, wouldDeliver: 0 });
  expect([second.state, second.counts.wouldDeliver]).toEqual(['done', 0]);
  expect(effects()).toEqual(before);
  expect(requests()).toBe(asked);
});

test('after a change of settings it delivers exactly the orders that the dry run named', async () => {
  const before = effects();
  await connect('con_a', 2, { 'joor.orderStatus': 'All Orders & Notes' });
  await connect('con_b', 2, { 'joor.orderStatus': 'Shipped', 'joor.skipEmptyCustomerCode': 'No' });

  const dry = await replay({ dryRun: true });
  await replayedAll();
  expect(effects()).toEqual(before);

  const named = new Set(keysOf(dry));
  const wanted = (connectionId: string, statuses: readonly OrderStatus[], withoutCode: boolean) =>
    ordersOf(connectionId)
      .filter(({ value: { order } }) => statuses.includes(order.status))
      .filter(({ value: { order } }) => withoutCode || order.customer.code !== '')
      .map(({ key }) => key);
  const expected = [
    ...wanted('con_a', ['pending', 'shipped', 'notes'], false),
    ...wanted('con_b', ['shipped'], true),
  ];
  expect([...named].sort()).toEqual(expected.sort());

  const real = await replay({ dryRun: false });
  await replayedAll();
  const fresh = [...effects().keys()].filter((key) => !before.has(key));
  expect(fresh.sort()).toEqual([...named].sort());
  expect(keysOf(real).sort()).toEqual([...named].sort());
  expect([...effects().values()].every((count) => count === 1)).toBe(true);
});

test('one connection, or a list of orders, can be replayed alone', async () => {
  await connect('con_a', 3, { 'joor.orderStatus': 'Cancelled' });
  await connect('con_c', 2, { 'joor.orderStatus': 'Cancelled' });
  const before = effects();
  const orders = ['1004', '1009', '1000'];
  const dry = await replay({ dryRun: true, connectionId: 'con_c', orders });
  expect(keysOf(dry).sort()).toEqual(['con_c:1004', 'con_c:1009']);

  await replay({ dryRun: false, connectionId: 'con_c', orders });
  await replayedAll();
  const fresh = [...effects().keys()].filter((key) => !before.has(key));
  expect(fresh.sort()).toEqual(['con_c:1004', 'con_c:1009']);
});
