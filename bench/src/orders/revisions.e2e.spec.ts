import type { Order } from '@joor-bridge/contracts';
import { INSTANCE_DEFAULTS, type Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { anOrderLine, eventually, type Overrides } from '@joor-bridge/testing';
import { type OrderRecord, orderRecord } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/** Two order-routers share the work. The WMS makes an order again whenever it is sent again: nothing hides. */
let stage: Stage;
let sandbox: Sandbox;
let router: RouterApi;
let close: () => Promise<void>;

const minute = (at: number) => `2026-11-03T10:${String(at).padStart(2, '0')}:00Z`;
/** The `at`th revision of an order: each is a minute newer, and orders one unit more. */
const revision = (connectionId: string, orderId: string, at: number, more: Overrides<Order> = {}) =>
  orderRecord(connectionId, orderId, {
    modifiedAt: minute(at),
    lines: [anOrderLine({ quantity: 10 + at })],
    ...more,
  });
const effectsAt = (connectionId: string) => sandbox.effects.list(`wms-${connectionId}`);
const connect = (connectionId: string, more: object = {}) =>
  stage.connect({ connectionId, destination: { url: wmsUrl(sandbox, connectionId) }, ...more });
const state = (connectionId: string, orderId: string, wanted: string) =>
  eventually(async () => {
    const order = await router.order(connectionId, orderId);
    expect(order.state).toBe(wanted);
    return order;
  });
/** A later record of the same key has been dealt with, so the earlier ones have been too. */
const seen = (record: OrderRecord) =>
  eventually(async () => {
    const { connectionId, order } = record.value;
    const { revisions } = await router.order(connectionId, order.orderId);
    return revisions.some((one) => one.revision === record.value.revision);
  });

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const generic = { ...INSTANCE_DEFAULTS, honoursKey: false, duplicates: 'double' } as const;
  ({ stage, sandbox, close } = await openWithSandbox(
    { brokers: kafkaBrokers.split(','), databaseUrl },
    { sandbox: { generic } },
  ));
  const [first] = await Promise.all([stage.start('order-router'), stage.start('order-router')]);
  router = new RouterApi(first);
});
afterAll(() => close?.());

test('an edit of a delivered order is a task for a person, with what changed; nothing is sent', async () => {
  await connect('edited');
  await stage.publish([revision('edited', '1', 0)]);
  await state('edited', '1', 'delivered');
  await stage.publish([revision('edited', '1', 1, { comments: 'Please hurry' })]);
  const [review, ...others] = await eventually(async () => {
    const { reviews } = await router.order('edited', '1');
    return reviews.length > 0 && reviews;
  });
  expect(others).toEqual([]);
  expect(review).toMatchObject({ kind: 'edited', state: 'open' });
  expect(review?.changes).toEqual([
    { what: 'comments', before: '', after: 'Please hurry' },
    { what: 'LS-100 Ivory S: quantity', before: '10', after: '11' },
  ]);
  expect(effectsAt('edited')).toMatchObject([{ externalId: 'edited:1', count: 1 }]);
});

test('a cancellation of a delivered order is a task of its own kind', async () => {
  await connect('called-off');
  await stage.publish([revision('called-off', '1', 0)]);
  await state('called-off', '1', 'delivered');
  await stage.publish([revision('called-off', '1', 1, { status: 'cancelled' })]);
  await eventually(async () => {
    const { reviews } = await router.order('called-off', '1');
    expect(reviews.map(({ kind }) => kind)).toEqual(['cancelled']);
    return true;
  });
  expect(effectsAt('called-off')).toMatchObject([{ count: 1 }]);
});

test('with Order Edit Policy ignore there is no task', async () => {
  await connect('ignored', { settings: { 'orders.editPolicy': 'ignore' } });
  await stage.publish([revision('ignored', '1', 0)]);
  await state('ignored', '1', 'delivered');
  const edit = revision('ignored', '1', 1);
  await stage.publish([edit]);
  await seen(edit);
  expect((await router.order('ignored', '1')).reviews).toEqual([]);
  expect(effectsAt('ignored')).toMatchObject([{ count: 1 }]);
});

test('revisions that come before the delivery: the newest alone is delivered', async () => {
  await connect('waiting');
  sandbox.faultsOf('wms-waiting')?.set([{ kind: 'outage', how: 'unavailable' }]);
  const orders = Array.from({ length: 20 }, (_, at) => String(at + 1));
  await stage.publish(orders.map((id) => revision('waiting', id, 0)));
  for (const id of orders) await state('waiting', id, 'parked');
  const newest = orders.map((id) => revision('waiting', id, 2));
  await stage.publish(orders.map((id) => revision('waiting', id, 1)));
  await stage.publish(newest);
  for (const record of newest) await seen(record);
  sandbox.faultsOf('wms-waiting')?.clear();
  for (const record of newest) {
    const { delivery } = await state('waiting', record.value.order.orderId, 'delivered');
    expect(delivery?.revision).toBe(record.value.revision);
  }
  expect(effectsAt('waiting')).toHaveLength(orders.length);
  expect(effectsAt('waiting').every(({ count }) => count === 1)).toBe(true);
});

test('an order that is cancelled in JOOR before its delivery is not delivered', async () => {
  await connect('withdrawn');
  sandbox.faultsOf('wms-withdrawn')?.set([{ kind: 'outage', how: 'unavailable' }]);
  await stage.publish([revision('withdrawn', '1', 0), revision('withdrawn', '2', 0)]);
  await state('withdrawn', '1', 'parked');
  await stage.publish([revision('withdrawn', '1', 1, { status: 'cancelled' })]);
  await state('withdrawn', '1', 'skipped');
  sandbox.faultsOf('wms-withdrawn')?.clear();
  await router.act('withdrawn', '2', 'retry');
  await state('withdrawn', '2', 'delivered');
  expect(effectsAt('withdrawn').map(({ externalId }) => externalId)).toEqual(['withdrawn:2']);
});

test('an older revision that comes late is kept and changes nothing', async () => {
  await connect('late');
  const newer = revision('late', '1', 5);
  await stage.publish([newer]);
  const delivered = await state('late', '1', 'delivered');
  const older = revision('late', '1', 3, { status: 'cancelled' });
  await stage.publish([older]);
  await seen(older);
  const after = await router.order('late', '1');
  expect(after).toMatchObject({ state: 'delivered', reviews: [], delivery: delivered.delivery });
  expect(effectsAt('late')).toMatchObject([{ count: 1 }]);
});

test('300 orders, each three times and shuffled, two routers and a third that joins: one effect each', async () => {
  await connect('thrice');
  const orders = Array.from({ length: 300 }, (_, at) => revision('thrice', String(at + 1), 0));
  const shuffled = [...orders, ...orders, ...orders]
    .map((record, at) => ({ record, place: (at * 7_919) % 900 }))
    .sort((a, b) => a.place - b.place)
    .map(({ record }) => record);
  const third = stage.start('order-router');
  for (let at = 0; at < shuffled.length; at += 30) await stage.publish(shuffled.slice(at, at + 30));
  await (await third).stop();
  await stage.publish(shuffled.slice(0, 300));
  const last = orders.map((_, at) => orderRecord('thrice', `last-${at}`, { status: 'pending' }));
  await stage.publish(last);
  await eventually(async () => (await router.orders({ connectionId: 'thrice' })).length === 600, {
    timeoutMs: 30_000,
    everyMs: 200,
  });
  await eventually(() => effectsAt('thrice').length === 300);
  expect(sandbox.effects.totals('wms-thrice')).toEqual({ distinct: 300, total: 300, duplicates: 0 });
});
