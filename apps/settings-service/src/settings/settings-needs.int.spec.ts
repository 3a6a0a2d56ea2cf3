import { A_CONNECTION, SettingsUnderTest } from '../testing/settings-under-test.js';

describe('settings that need each other', () => {
  let settings: SettingsUnderTest;
  let workspaceId: string;
  let route: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    workspaceId = await settings.aWorkspace();
  });
  afterAll(() => settings.stop());

  const change = (body: unknown, ifMatch = 1) => settings.ask(`PATCH ${route}`, { body, ifMatch });

  const STOCKED = { ...A_CONNECTION.destination, options: { stock: 'pull', products: 'push' } };
  const INVENTORY = { 'joor.warehouseCode': 'EAST', 'inventory.schedule': 'Hourly' };
  const SYNC = { 'joor.syncProductDetails': 'Yes' };
  const NO_PICKUP =
    'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.';
  const NO_STOCK =
    'Inventory Schedule needs a WMS whose stock can be read, which this destination does not have.';
  const INVENTORY_OFF = 'Sync Product Details needs inventory to be on, and Inventory Schedule is Off.';
  const NO_WAREHOUSE = 'Inventory Schedule needs Warehouse Code to be filled in, and it is blank.';

  const standing = async (destination: object, given: object = {}) => {
    const id = await settings.aConnection(workspaceId, { destination, settings: given });
    route = `/v1/connections/${id}/settings`;
    return id;
  };

  it.each<[string, object, object, object, string, string]>([
    ['no product detail pickup', { stock: 'pull' }, INVENTORY, SYNC, 'joor.syncProductDetails', NO_PICKUP],
    ['inventory off', STOCKED.options, {}, SYNC, 'joor.syncProductDetails', INVENTORY_OFF],
    ['no stock to read', {}, {}, INVENTORY, 'inventory.schedule', NO_STOCK],
    [
      'no Warehouse Code',
      STOCKED.options,
      {},
      { 'inventory.schedule': '5 minutes' },
      'inventory.schedule',
      NO_WAREHOUSE,
    ],
    [
      'Warehouse Code blanked while inventory is on',
      STOCKED.options,
      INVENTORY,
      { 'joor.warehouseCode': ' ' },
      'joor.warehouseCode',
      NO_WAREHOUSE,
    ],
    [
      'Warehouse Code reset while inventory is on',
      STOCKED.options,
      INVENTORY,
      { 'joor.warehouseCode': null },
      'joor.warehouseCode',
      NO_WAREHOUSE,
    ],
    [
      'inventory switched off while product details flow',
      STOCKED.options,
      { ...INVENTORY, ...SYNC },
      { 'inventory.schedule': 'Off' },
      'inventory.schedule',
      INVENTORY_OFF,
    ],
  ])('are refused with %s', async (_, options, given, wanted, field, message) => {
    await standing({ ...STOCKED, options }, given);
    const answer = await change(wanted);
    expect([answer.status, answer.body.errors]).toEqual([422, [{ field, message }]]);
    expect((await settings.ask(`GET ${route}`)).body.version).toBe(1);
  });

  it('are taken together, one after the other, and switched off in the other order', async () => {
    await standing(STOCKED);
    const steps = [{ 'joor.warehouseCode': 'EAST' }, { 'inventory.schedule': 'Daily' }, SYNC];
    const back = [{ 'joor.syncProductDetails': 'No' }, { 'inventory.schedule': null }];
    let version = 1;
    for (const step of [...steps, ...back, { ...INVENTORY, ...SYNC }]) {
      const answer = await change(step, version);
      expect(answer.status).toBe(200);
      version = answer.body.version;
    }
    const allOff = {
      'joor.warehouseCode': '',
      'inventory.schedule': 'Off',
      'joor.syncProductDetails': 'No',
    };
    expect((await change(allOff, version)).status).toBe(200);
  });

  it('are taken for Skubana, which has stock and product details', async () => {
    await standing({ system: 'skubana', url: null, sandboxUrl: null, options: { salesChannelId: 7 } });
    expect((await change({ ...INVENTORY, ...SYNC })).status).toBe(200);
  });

  it('keep the destination from losing what they need', async () => {
    const id = await standing(STOCKED, { ...INVENTORY, ...SYNC });
    const answer = await settings.ask(`PATCH /v1/connections/${id}`, {
      body: { destination: A_CONNECTION.destination },
      ifMatch: 1,
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [
        { field: 'settings.joor.syncProductDetails', message: NO_PICKUP },
        { field: 'settings.inventory.schedule', message: NO_STOCK },
      ],
    ]);
  });

  it('are refused of a connection that is new', async () => {
    const answer = await settings.ask(`POST /v1/workspaces/${workspaceId}/connections`, {
      body: { ...A_CONNECTION, settings: { ...INVENTORY, 'joor.warehouseCode': '' } },
    });
    expect([answer.status, answer.body.errors]).toEqual([
      422,
      [{ field: 'settings.inventory.schedule', message: NO_STOCK }],
    ]);
  });

  it('tells what changed in lists, whole, from and to', async () => {
    await standing(STOCKED);
    const north = { label: 'North', currency: 'EUR', priceType: 'Euro' };
    const south = { ...north, label: 'South' };
    await change({
      'products.priceTypes': [north],
      'inventory.wmsWarehouses': ['EAST'],
      'inventory.cap': 50,
    });
    await change({ 'products.priceTypes': [south, north], 'inventory.cap': null }, 2);
    await change({ 'products.priceTypes': [north, south], 'inventory.wmsWarehouses': ['EAST'] }, 3);

    const { body } = await settings.ask(`GET ${route.replace('/settings', '/versions')}`);
    const changes = new Map(
      body.map((one: { version: number; changes: unknown }) => [one.version, one.changes]),
    );
    expect(changes.get(2)).toEqual([
      { field: 'settings.inventory.wmsWarehouses', before: [], after: ['EAST'] },
      { field: 'settings.inventory.cap', before: null, after: 50 },
      { field: 'settings.products.priceTypes', before: [], after: [north] },
    ]);
    expect(changes.get(3)).toEqual([
      { field: 'settings.inventory.cap', before: 50, after: null },
      { field: 'settings.products.priceTypes', before: [north], after: [south, north] },
    ]);
    expect(changes.get(4)).toEqual([
      { field: 'settings.products.priceTypes', before: [south, north], after: [north, south] },
    ]);
  });
});
