import { type OrderStatus, TEST_ORDER_PREFIX } from '@joor-bridge/contracts';
import { DEMO_SIGNING_SECRET, type Sandbox } from '@joor-bridge/sandbox';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually } from '@joor-bridge/testing';
import { orderRecord } from '../stage/order-record.js';
import { RouterApi } from '../stage/router-api.js';
import type { Service } from '../stage/service.js';
import type { Stage } from '../stage/stage.js';
import { openWithSandbox, wmsUrl } from '../stage/with-sandbox.js';

/** Settings as a person changes them: settings-service's API, its outbox, and what order-router makes of it. */
let stage: Stage;
let sandbox: Sandbox;
let settings: Service;
let router: RouterApi;
let close: () => Promise<void>;
let connectionId: string;

interface Changed {
  readonly connectionId: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly errors: readonly { field: string; message: string }[];
}

const asOf = (version: number) => ({ 'if-match': `"${version}"` });
async function change(body: object): Promise<{ status: number; body: Changed }> {
  const path = `/v1/connections/${connectionId}/settings`;
  const { version } = await settings.get<Changed>(path);
  const answer = await settings.ask('PATCH', path, { body, headers: asOf(version) });
  return { status: answer.status, body: answer.body as Changed };
}

let orders = 0;
const send = async (status: OrderStatus, prefix = ''): Promise<string> => {
  orders += 1;
  const orderId = `${prefix}${orders}`;
  await stage.publish([orderRecord(connectionId, orderId, { status })]);
  return orderId;
};

/** An order that no setting here wants tells when the router has that version. */
async function routerHas(version: number): Promise<void> {
  const probe = await send('cancelled');
  await eventually(async () => {
    const { decision } = await router.order(connectionId, probe);
    if (decision.settingsVersion === version) return true;
    await router.act(connectionId, probe, 're-decide');
    return false;
  });
}

/** A new order comes; gives what the router has done about it by that version. */
async function decided(version: number, status: OrderStatus, prefix = '') {
  await routerHas(version);
  const orderId = await send(status, prefix);
  return eventually(async () => {
    const order = await router.order(connectionId, orderId);
    return order.decision.settingsVersion === version && order.state !== 'delivering' && order;
  });
}

beforeAll(async () => {
  const { kafkaBrokers, databaseUrl } = testServers();
  const opened = await openWithSandbox({ brokers: kafkaBrokers.split(','), databaseUrl });
  ({ stage, sandbox, close } = opened);
  const [service, routing] = await Promise.all([
    stage.start('settings-service'),
    stage.start('order-router'),
  ]);
  settings = service;
  router = new RouterApi(routing);
  const { workspaceId } = await settings.post<{ workspaceId: string }>('/v1/workspaces', { name: 'Nord' });
  const made = await settings.post<Changed>(`/v1/workspaces/${workspaceId}/connections`, {
    name: 'Nord to East',
    joorAccount: '5001',
    destination: { system: 'generic', url: wmsUrl(sandbox, 'api'), sandboxUrl: null, options: {} },
  });
  connectionId = made.connectionId;
  const stored = await settings.ask('PUT', `/v1/connections/${connectionId}/credentials/wms.production`, {
    body: { kind: 'generic', signingSecret: DEMO_SIGNING_SECRET },
    headers: asOf(made.version),
  });
  expect(stored.status).toBe(200);
});
afterAll(() => close?.());

test('Sync Product Details: Yes is refused without product detail pickup, with that reason', async () => {
  const { status, body } = await change({ 'joor.syncProductDetails': 'Yes' });
  expect(status).toBe(422);
  expect(body.errors).toEqual([
    {
      field: 'joor.syncProductDetails',
      message:
        'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.',
    },
  ]);
});

test('Sync Product Details: No, the default, is accepted, and orders flow', async () => {
  const { status, body } = await change({ 'joor.syncProductDetails': 'No' });
  expect([status, body.settings['joor.syncProductDetails']]).toEqual([200, 'No']);
  expect(await decided(body.version, 'approved')).toMatchObject({ state: 'delivered' });
});

test('a change of Joor Order Status holds for the next order; the decision names its version', async () => {
  const { body } = await change({ 'joor.orderStatus': 'Shipped' });
  expect(await decided(body.version, 'approved')).toMatchObject({
    state: 'skipped',
    rule: 'order-status',
    reason: 'the order is approved, Joor Order Status is Shipped',
  });
  expect(await decided(body.version, 'shipped')).toMatchObject({ state: 'delivered' });
});

test('Joor Test Mode without a sandbox at the WMS: would be delivered, and nothing is sent', async () => {
  const { body } = await change({ 'joor.testMode': 'Enabled' });
  const asked = sandbox.requests.of('wms-api').total;
  const order = await decided(body.version, 'shipped', TEST_ORDER_PREFIX);
  expect(order).toMatchObject({ state: 'would-deliver', delivery: { testMode: true } });
  expect(order.attempts).toMatchObject([{ answer: 'would-deliver' }]);
  expect(await decided(body.version, 'shipped')).toMatchObject({ state: 'held', rule: 'connection' });
  expect(sandbox.requests.of('wms-api').total).toBe(asked);
});
