import { readInstallation } from '../installation/installation.js';
import { Output } from '../output/output.js';
import { Context } from '../program/context.js';
import { fakeInstallation } from '../testing/fake-installation.js';
import type { Answers } from '../testing/fake-service.js';
import { INVENTORY_RUN } from '../testing/inventory-answers.js';
import { PRODUCT_RUN } from '../testing/product-answers.js';
import { examineRuns } from './examine-runs.js';

const ON = { 'inventory.schedule': 'Hourly', 'joor.syncProductDetails': 'Yes', 'joor.testMode': 'Disabled' };

const settings = (own: object, enabled = true): Answers => ({
  'GET /v1/workspaces': { body: [{ workspaceId: 'wsp_1' }] },
  'GET /v1/workspaces/wsp_1/connections': { body: [{ connectionId: 'con_1', name: 'East', enabled }] },
  'GET /v1/connections/con_1/settings': { body: { version: 1, settings: own } },
});
const runs = (group: 'inventory' | 'products', ...items: object[]): Answers => ({
  [`GET /v1/${group}/runs`]: { body: { items, next: null } },
});

async function examine(answers: Parameters<typeof fakeInstallation>[0]) {
  const { settings, inventory, products, close } = await fakeInstallation(answers);
  const urls = { settingsUrl: settings.url, inventoryUrl: inventory.url, productsUrl: products.url };
  const where = readInstallation({ ...urls, apiKey: 'jb_test_secret' }, undefined);
  const context = new Context(where, new Output(() => undefined, true), Date.now);
  const found = await examineRuns(context);
  await close();
  return { found, asked: [...inventory.asked, ...products.asked] };
}

it('says for each connection that stock and products wait for a person', async () => {
  const { found, asked } = await examine({
    settings: settings(ON),
    inventory: runs('inventory', INVENTORY_RUN),
    products: runs('products', PRODUCT_RUN),
  });
  expect(found).toEqual([
    {
      what: 'East (con_1): inventory',
      state: 'waiting',
      detail: expect.stringContaining('run run-1 waits for approval: Nothing was sent'),
    },
    {
      what: 'East (con_1): products',
      state: 'waiting',
      detail: expect.stringContaining('run run-1 waits for approval: This is the first run'),
    },
  ]);
  expect(asked.map(({ query }) => query)).toEqual([
    { connection: 'con_1', limit: '50' },
    { connection: 'con_1', limit: '50' },
  ]);
});

it.each([
  [{ ...ON, 'inventory.schedule': 'Off' }, ['East (con_1): products']],
  [{ ...ON, 'joor.syncProductDetails': 'No' }, ['East (con_1): inventory']],
  [{}, []],
])('looks at what is on alone: %j', async (own, names) => {
  const { found } = await examine({
    settings: settings(own),
    inventory: runs('inventory'),
    products: runs('products'),
  });
  expect(found.map(({ what }) => what)).toEqual(names);
});

it('asks nothing about a connection that is switched off', async () => {
  const { found, asked } = await examine({ settings: settings(ON, false) });
  expect([found, asked]).toEqual([[], []]);
});

it('leaves out runs of the world that the connection has left', async () => {
  const own = { ...ON, 'joor.testMode': 'Enabled', 'joor.syncProductDetails': 'No' };
  const sandboxRun = { ...INVENTORY_RUN, id: 'run-s', world: 'sandbox', state: 'done' };
  const { found } = await examine({
    settings: settings(own),
    inventory: runs('inventory', INVENTORY_RUN, sandboxRun),
  });
  expect(found).toMatchObject([{ state: 'well', detail: expect.stringContaining('the last run is done') }]);
});

it('says that it could not look, and leaves the fault to the service that is ill', async () => {
  const { found } = await examine({ settings: settings(ON), products: runs('products') });
  expect(found).toMatchObject([
    { what: 'East (con_1): inventory', state: 'not available', detail: expect.stringContaining('404') },
    { what: 'East (con_1): products', state: 'not available', detail: 'nothing was run yet' },
  ]);
  const unread = await examine({
    settings: { ...settings(ON), 'GET /v1/connections/con_1/settings': { status: 500, body: {} } },
  });
  expect(unread.found).toMatchObject([
    { what: 'East (con_1): inventory and products', state: 'not available' },
  ]);
});
