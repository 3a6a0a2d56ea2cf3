import { eventually } from '@joor-bridge/testing';
import type { Secrets } from '../stage/connection-record.js';
import type { Service } from '../stage/service.js';
import { wmsUrl } from '../stage/with-sandbox.js';
import {
  approveFirst,
  type BrandStage,
  fewGoods,
  joorSecrets,
  openBrandStage,
  PICKUP,
} from '../testing/brand-stage.js';

/** Sync Product Details as a person sets it, and what product-service makes of it. */
const BRAND = 'nord';
const INVENTORY_ON = { 'joor.warehouseCode': 'EAST', 'inventory.schedule': '5 minutes' };
const SYNC = { 'joor.syncProductDetails': 'Yes' };

let brand: BrandStage;
let settings: Service;
let products: Service;
let workspaceId: string;

interface Answer {
  readonly status: number;
  readonly body: {
    readonly connectionId: string;
    readonly version: number;
    readonly errors?: readonly { readonly message: string }[];
  };
}

const messagesOf = ({ body }: Answer) => (body.errors ?? []).map(({ message }) => message).join(' ');

/** A connection to the WMS, with or without product detail pickup. */
async function make(options: object, given: object): Promise<Answer> {
  const destination = { system: 'generic', url: wmsUrl(brand.sandbox, BRAND), sandboxUrl: null, options };
  const body = { name: 'Nord', joorAccount: BRAND, destination, settings: given };
  return (await settings.ask('POST', `/v1/workspaces/${workspaceId}/connections`, { body })) as Answer;
}

async function storeSecrets(connectionId: string, secrets: Secrets): Promise<void> {
  for (const [slot, body] of Object.entries(secrets)) {
    if (slot.endsWith('.sandbox')) continue;
    const { version } = await settings.get<{ version: number }>(`/v1/connections/${connectionId}`);
    const headers = { 'if-match': `"${version}"` };
    const path = `/v1/connections/${connectionId}/credentials/${slot}`;
    expect((await settings.ask('PUT', path, { body, headers })).status).toBeLessThan(300);
  }
}

async function change(connectionId: string, body: object): Promise<Answer> {
  const path = `/v1/connections/${connectionId}/settings`;
  const { version } = await settings.get<{ version: number }>(path);
  return (await settings.ask('PATCH', path, { body, headers: { 'if-match': `"${version}"` } })) as Answer;
}

const readings = () => brand.sandbox.requests.of(`wms-${BRAND}`).byRoute['GET /products'] ?? 0;

beforeAll(async () => {
  brand = await openBrandStage({ sandbox: { accounts: [{ world: 'production', id: BRAND }] } });
  fewGoods(brand.sandbox, BRAND, 2);
  [settings, products] = await Promise.all([
    brand.stage.start('settings-service'),
    brand.stage.start('product-service'),
  ]);
  ({ workspaceId } = await settings.post<{ workspaceId: string }>('/v1/workspaces', { name: 'Nord' }));
}, 120_000);
afterAll(() => brand?.close(), 60_000);

test('a WMS without product detail pickup: it is refused with that reason', async () => {
  const refused = await make({ stock: 'pull' }, { ...INVENTORY_ON, ...SYNC });
  expect(refused.status).toBe(422);
  expect(messagesOf(refused)).toContain('needs a WMS with product detail pickup');
});

test('inventory that is off: it is refused with that reason, and so is inventory without Warehouse Code', async () => {
  const off = await make(PICKUP, SYNC);
  expect(off.status).toBe(422);
  expect(messagesOf(off)).toContain('needs inventory to be on');
  const blank = await make(PICKUP, { 'inventory.schedule': '5 minutes' });
  expect(blank.status).toBe(422);
  expect(messagesOf(blank)).toContain('needs Warehouse Code');
});

test('with both, styles flow while it is on, and are not even read while it is off', async () => {
  const made = await make(PICKUP, INVENTORY_ON);
  expect(made.status).toBe(201);
  const { connectionId } = made.body;
  await storeSecrets(connectionId, joorSecrets(brand.sandbox, BRAND));
  const known = `select from products.pull_schedules where connection_id = $1`;
  await eventually(async () => (await brand.database.query(known, [connectionId])).rowCount === 1);
  expect(readings()).toBe(0);

  expect((await change(connectionId, SYNC)).status).toBe(200);
  await approveFirst(products, 'products', connectionId);
  const { catalogue } = brand.sandbox.joor.production.account(BRAND);
  await eventually(() => catalogue.products.size === 2, { timeoutMs: 30_000 });

  expect((await change(connectionId, { 'joor.syncProductDetails': 'No' })).status).toBe(200);
  const active = `select from products.pull_schedules where connection_id = $1 and active`;
  await eventually(async () => (await brand.database.query(active, [connectionId])).rowCount === 0);
  const before = readings();
  brand.sandbox.generic.instance(BRAND).styles.set([{ styleNumber: 'NEW-1', name: 'New' }]);
  const asked = await products.ask('POST', `/v1/products/${connectionId}/run`, { body: {} });
  expect(asked.status).toBe(409);
  expect(readings()).toBe(before);
  expect(catalogue.products.size).toBe(2);
}, 120_000);
