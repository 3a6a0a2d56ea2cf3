import { defaultSettings, SETTING_KEYS } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { SettingsUnderTest } from '../testing/settings-under-test.js';

describe('settings', () => {
  let settings: SettingsUnderTest;
  let workspaceId: string;
  let route: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    workspaceId = await settings.aWorkspace();
  });
  afterAll(() => settings.stop());
  beforeEach(async () => {
    route = `/v1/connections/${await settings.aConnection(workspaceId)}/settings`;
  });

  const change = (body: unknown, ifMatch = 1) => settings.ask(`PATCH ${route}`, { body, ifMatch });

  it('answers all values and their version', async () => {
    const { body, headers } = await settings.ask(`GET ${route}`);
    expect(body).toMatchObject({ version: 1, settings: defaultSettings() });
    expect(headers.etag).toBe('"1"');
  });

  it.each([
    ['joor.testMode', ['Enabled', 'Disabled']],
    [
      'joor.orderStatus',
      [
        'Notes',
        'Approved & Shipped',
        'Pending & Returned',
        'All Orders & Notes',
        'Cancelled',
        'Approved',
        'Shipped',
      ],
    ],
    ['joor.warehouseCode', ['EAST', '']],
    ['joor.skipEmptyCustomerCode', ['Yes', 'No']],
    ['joor.syncProductDetails', ['No']],
  ])('takes every option of %s', async (key, options) => {
    let version = 1;
    for (const option of options) {
      const answer = await change({ [key]: option }, version);
      expect([answer.status, answer.body.settings[key]]).toEqual([200, option]);
      version = answer.body.version;
    }
  });

  it('changes what is given, keeps the rest, and resets by null', async () => {
    await change({ 'joor.orderStatus': 'Shipped', 'orders.earliestDate': '2026-01-31' });
    const next = await change({ 'joor.warehouseCode': 'EAST', 'orders.earliestDate': null }, 2);

    expect(next.body).toMatchObject({
      version: 3,
      settings: { ...defaultSettings(), 'joor.orderStatus': 'Shipped', 'joor.warehouseCode': 'EAST' },
    });
    const back = await change(Object.fromEntries(SETTING_KEYS.map((key) => [key, null])), 3);
    expect(back.body.settings).toEqual(defaultSettings());
  });

  it('refuses Sync Product Details where the destination has no product detail pickup, with that reason', async () => {
    const answer = await change({ 'joor.syncProductDetails': 'Yes', 'joor.orderStatus': 'Shipped' });

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      {
        field: 'joor.syncProductDetails',
        message:
          'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.',
      },
    ]);
    expect((await settings.ask(`GET ${route}`)).body.version).toBe(1);
  });

  it.each<[object, string, string]>([
    [
      {
        'products.priceTypes': [
          { label: 'North', currency: 'EUR', priceType: 'Euro' },
          { label: 'North ', currency: 'EUR', priceType: 'Euro North' },
        ],
      },
      'products.priceTypes',
      'names "North EUR" twice',
    ],
    [
      {
        'products.categories': [
          { wms: 'Tops', joor: 'Blouses' },
          { wms: 'tops', joor: 'Shirts' },
        ],
      },
      'products.categories',
      'names "tops" twice',
    ],
    [{ 'products.mapping': [{ to: 'colour', from: 'x' }] }, 'products.mapping.0.to', 'must be one of'],
    [{ 'inventory.allocationPercent': 101 }, 'inventory.allocationPercent', '100'],
    [{ 'inventory.cap': -1 }, 'inventory.cap', ''],
    [{ 'inventory.minimumLevel': 0.5 }, 'inventory.minimumLevel', ''],
    [{ 'inventory.schedule': '7 minutes' }, 'inventory.schedule', 'must be one of'],
    [{ 'joor.orderStatus': 'approved' }, 'joor.orderStatus', 'must be one of: "Notes", "Approved & Shipped"'],
    [{ 'joor.orderStatus': 4 }, 'joor.orderStatus', 'must be one of'],
    [{ 'joor.warehouseCode': 7 }, 'joor.warehouseCode', 'must be string'],
    [{ 'joor.warehouseCode': 'x'.repeat(101) }, 'joor.warehouseCode', 'length less or equal to 100'],
    [{ 'joor.TestMode': 'Enabled' }, 'joor.TestMode', 'is not a known setting'],
    [{ constructor: 1 }, 'constructor', 'is not a known setting'],
    [{ 'orders.earliestDate': '2026-02-30T00:00:00Z' }, 'orders.earliestDate', ''],
    [{ 'orders.earliestDate': 20260101 }, 'orders.earliestDate', ''],
    [
      { 'orders.filters': [{ field: 'mood', mode: 'Required', match: 'full', values: ['x'] }] },
      'orders.filters.0.field',
      'must be one of: "customerCode"',
    ],
    [
      { 'orders.filters': [{ field: 'country', mode: 'Required', match: 'full', values: [] }] },
      'orders.filters.0.values',
      '',
    ],
    [{ 'items.filter': { mode: 'Blacklist' } }, 'items.filter.level', 'is required'],
    [
      {
        'shipping.methodMap': [
          { joor: 'UPSG', wms: '1' },
          { joor: ' upsg', wms: '2' },
        ],
      },
      'shipping.methodMap',
      'names "upsg" twice',
    ],
    [
      {
        'orders.filters': Array.from({ length: 2 }, () => ({
          field: 'country',
          mode: 'Required',
          match: 'full',
          values: ['USA'],
        })),
      },
      'orders.filters',
      'names "country" twice',
    ],
  ])('refuses %j, naming the setting and what it takes', async (body, field, message) => {
    const answer = await change(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toContainEqual({ field, message: expect.stringContaining(message) });
  });

  it('names all that is wrong at once', async () => {
    const answer = await change({ 'joor.testMode': 'on', 'joor.orderStatus': 'x', nothing: 1 });
    expect(answer.body.errors.map((one: { field: string }) => one.field)).toEqual([
      'joor.testMode',
      'joor.orderStatus',
      'nothing',
    ]);
  });

  it.each<[string, unknown, number]>([
    ['bad JSON', '{"joor.testMode":', 400],
    ['a list', [], 400],
    ['null', 'null', 400],
    ['more than 1 MB', { 'joor.warehouseCode': 'x'.repeat(1_000_100) }, 413],
    ['prototype pollution', '{"__proto__":{"joor.testMode":"Enabled"}}', 400],
    ['deep nesting', `{"orders.filters":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
  ])('refuses %s', async (_, body, status) => {
    expect((await change(body)).status).toBe(status);
  });

  it('refuses lists that together would be too large to tell the others of', async () => {
    const codes = (letter: string) => Array.from({ length: 4_500 }, (_, n) => `${letter.repeat(190)}${n}`);
    const first = await change({
      'items.filter': { mode: 'Blacklist', level: 'Filter Item', codes: codes('a') },
    });
    expect(first.status).toBe(200);
    const map = Array.from({ length: 1_000 }, (_, n) => ({ joor: `${'b'.repeat(190)}${n}`, wms: 'x' }));
    const second = await change({ 'shipping.methodMap': map }, 2);
    expect([second.status, second.body.errors[0].field]).toEqual([422, 'settings']);
  });

  it('keeps any text a setting may hold', async () => {
    const text = ' \u0000\u001f"\\ \u{1f455} é \u2028';
    const answer = await change({ 'joor.warehouseCode': text });
    expect(answer.status).toBe(200);
    expect((await settings.ask(`GET ${route}`)).body.settings['joor.warehouseCode']).toBe(text);
  });

  it('answers 300 random documents with 200 or 4xx, and takes only what is valid', async () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('Yes', 'No', 'Enabled', 'Approved', '', [], {}, 0, null),
    );
    const key = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...SETTING_KEYS) },
      { weight: 1, arbitrary: fc.string() },
    );
    let version = 1;
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, odd, { maxKeys: 4, noNullPrototype: true }), async (document) => {
        const answer = await change(document, version);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        expect([200, 400, 422]).toContain(answer.status);
        if (answer.status === 200) version = answer.body.version;
      }),
      { numRuns: 300 },
    );
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 422]));
    expect((await settings.ask(`GET ${route}`)).status).toBe(200);
  });

  it('declares every setting for forms and command lines', async () => {
    const { body } = await settings.ask('GET /v1/settings/declarations');
    expect(body.map((one: { key: string }) => one.key)).toEqual([...SETTING_KEYS]);
    expect(body[0]).toMatchObject({
      title: 'Joor Test Mode',
      default: 'Disabled',
      options: { Enabled: expect.any(String), Disabled: expect.any(String) },
    });
  });
});
