import { defaultSettings, faults, SETTING_KEYS, type Settings, SettingsSchema } from '@joor-bridge/contracts';
import { ProblemException } from '@joor-bridge/service-kit';
import fc from 'fast-check';
import { planSettings } from './plan-settings.js';
import { repeatedEntries } from './repeated-entries.js';
import { unmetNeeds } from './unmet-needs.js';

const generic = { system: 'generic' as const, options: {} };
const errorsOf = (plan: () => unknown) => {
  try {
    plan();
    return [];
  } catch (error) {
    if (error instanceof ProblemException) return error.problem.errors ?? [];
    throw error;
  }
};
const changed: Settings = {
  ...defaultSettings(),
  'joor.orderStatus': 'Shipped',
  'joor.warehouseCode': 'EAST',
};

describe('planSettings', () => {
  it('lays the change over what is there', () => {
    const next = planSettings(changed, { 'joor.testMode': 'Enabled' }, generic);
    expect(next).toEqual({ ...changed, 'joor.testMode': 'Enabled' });
  });

  it('resets by null, also what null is a value of', () => {
    const current = { ...changed, 'orders.earliestDate': '2026-01-01' };
    const next = planSettings(current, { 'joor.orderStatus': null, 'orders.earliestDate': null }, generic);
    expect(next).toEqual({ ...defaultSettings(), 'joor.warehouseCode': 'EAST' });
  });

  it('gives defaults that nobody else holds', () => {
    const next = planSettings(changed, { 'orders.filters': null }, generic);
    next['orders.filters'].push({ field: 'country', mode: 'Required', match: 'full', values: ['USA'] });
    expect(defaultSettings()['orders.filters']).toEqual([]);
    expect(planSettings(changed, { 'orders.filters': null }, generic)['orders.filters']).toEqual([]);
  });

  it('leaves what it was given as it was', () => {
    const before = structuredClone(changed);
    planSettings(changed, { 'joor.testMode': 'Enabled', 'joor.orderStatus': null }, generic);
    expect(changed).toEqual(before);
  });

  it('puts the place before the key', () => {
    expect(errorsOf(() => planSettings(changed, { nothing: 1 }, generic, 'settings.'))).toEqual([
      { field: 'settings.nothing', message: 'is not a known setting' },
    ]);
    expect(errorsOf(() => planSettings(changed, 'text', generic, 'settings.'))[0]?.field).toBe('settings');
  });

  it.each(['toString', '__proto__', 'constructor', 'joor', 'joor.', ''])('knows no setting %j', (key) => {
    const change = Object.defineProperty({}, key, { value: 'x', enumerable: true });
    expect(errorsOf(() => planSettings(changed, change, generic))).toEqual([
      { field: key, message: 'is not a known setting' },
    ]);
  });

  it('gives valid settings or refuses, whatever it is given', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('Yes', 'No', 'Enabled', 'Approved', 'review', null),
    );
    const document = fc.dictionary(fc.constantFrom(...SETTING_KEYS), value, {
      maxKeys: 3,
      noNullPrototype: true,
    });
    let taken = 0;
    fc.assert(
      fc.property(document, (change) => {
        const refused = errorsOf(() => {
          const next = planSettings(changed, change, generic);
          expect(faults(SettingsSchema, next)).toEqual([]);
          taken += 1;
        });
        for (const { field } of refused)
          expect(Object.keys(change).some((key) => field.startsWith(key))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

describe('unmetNeeds', () => {
  const SYNC: Partial<Settings> = { 'joor.syncProductDetails': 'Yes' };
  const HOURLY: Partial<Settings> = { 'inventory.schedule': 'Hourly' };
  const EAST: Partial<Settings> = { 'joor.warehouseCode': 'EAST' };
  const BLANK: Partial<Settings> = { 'joor.warehouseCode': '  ' };
  const pulled = { system: 'generic' as const, options: { stock: 'pull', products: 'pull' } };
  const pushed = { system: 'generic' as const, options: { stock: 'push', products: 'push' } };
  const stockOnly = { system: 'generic' as const, options: { stock: 'pull' } };
  const skubana = { system: 'skubana' as const, options: {} };
  const NO_PICKUP =
    'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.';
  const INVENTORY_OFF = 'Sync Product Details needs inventory to be on, and Inventory Schedule is Off.';
  const NO_STOCK =
    'Inventory Schedule needs a WMS whose stock can be read, which this destination does not have.';
  const NO_WAREHOUSE = 'Inventory Schedule needs Warehouse Code to be filled in, and it is blank.';
  const found = (
    destination: Parameters<typeof unmetNeeds>[1],
    settings: Partial<Settings>,
    changed: readonly string[] = [],
  ) =>
    unmetNeeds({ ...defaultSettings(), ...settings }, destination, 'settings.', changed).map(
      ({ field, message }) => [field.replace('settings.', ''), message],
    );

  it.each([
    ['the destination cannot', generic, SYNC, [['joor.syncProductDetails', NO_PICKUP]]],
    ['inventory is off', skubana, SYNC, [['joor.syncProductDetails', INVENTORY_OFF]]],
    [
      'it has stock, and no product details',
      stockOnly,
      { ...SYNC, ...HOURLY, ...EAST },
      [['joor.syncProductDetails', NO_PICKUP]],
    ],
    ['there is no stock to read', generic, { ...HOURLY, ...EAST }, [['inventory.schedule', NO_STOCK]]],
    ['the warehouse is blank', skubana, HOURLY, [['inventory.schedule', NO_WAREHOUSE]]],
    ['the warehouse is spaces', pulled, { ...HOURLY, ...BLANK }, [['inventory.schedule', NO_WAREHOUSE]]],
    [
      'all is missing',
      generic,
      { ...SYNC, ...HOURLY },
      [
        ['joor.syncProductDetails', NO_PICKUP],
        ['inventory.schedule', NO_STOCK],
      ],
    ],
  ])('refuses with the reason where %s', (_, destination, settings, errors) => {
    expect(found(destination, settings)).toEqual(errors);
  });

  it.each([
    ['pulls', pulled],
    ['is pushed', pushed],
    ['is Skubana', skubana],
  ])('lets both be on with a warehouse and a destination that %s', (_, destination) => {
    expect(found(destination, { ...SYNC, ...HOURLY, ...EAST })).toEqual([]);
    expect(found(destination, { ...HOURLY, ...EAST })).toEqual([]);
  });

  it('names what somebody is changing: the setting that needs, or the one that is needed', () => {
    const off = { ...SYNC, ...EAST };
    expect(found(skubana, off, ['inventory.schedule'])).toEqual([['inventory.schedule', INVENTORY_OFF]]);
    expect(found(skubana, off, ['joor.syncProductDetails'])).toEqual([
      ['joor.syncProductDetails', INVENTORY_OFF],
    ]);
    expect(found(skubana, HOURLY, ['joor.warehouseCode'])).toEqual([['joor.warehouseCode', NO_WAREHOUSE]]);
    expect(found(skubana, HOURLY, ['joor.warehouseCode', 'inventory.schedule'])).toEqual([
      ['inventory.schedule', NO_WAREHOUSE],
    ]);
  });

  it('asks nothing of the destination for settings that need nothing', () => {
    expect(unmetNeeds(defaultSettings(), generic)).toEqual([]);
  });
});

describe('repeatedEntries', () => {
  it('finds ship methods that differ in case and spaces only', () => {
    const settings = {
      ...defaultSettings(),
      'shipping.methodMap': [
        { joor: 'UPS', wms: 'a' },
        { joor: ' ups ', wms: 'b' },
      ],
    };
    expect(repeatedEntries(settings)).toEqual([
      { field: 'shipping.methodMap', message: 'names "ups" twice; each may stand once' },
    ]);
  });

  it.each([
    [
      'products.priceTypes',
      [
        { label: 'North', currency: 'EUR', priceType: 'Euro' },
        { label: ' North ', currency: 'EUR', priceType: 'Euro North' },
      ],
      'North EUR',
    ],
    [
      'products.priceTypes',
      [
        { label: '', currency: 'EUR', priceType: 'Euro' },
        { label: '', currency: 'EUR', priceType: 'Euro North' },
      ],
      'EUR',
    ],
    [
      'products.categories',
      [
        { wms: 'Tops', joor: 'Blouses' },
        { wms: 'TOPS ', joor: 'Shirts' },
      ],
      'tops',
    ],
  ] as const)('finds in %s what would contradict itself', (key, value, name) => {
    const settings = { ...defaultSettings(), [key]: value };
    expect(repeatedEntries(settings, 'settings.')).toEqual([
      { field: `settings.${key}`, message: `names "${name}" twice; each may stand once` },
    ]);
  });

  it.each([
    [
      'products.priceTypes',
      [
        { label: 'North', currency: 'EUR', priceType: 'Euro' },
        { label: 'North', currency: 'USD', priceType: 'US Dollar' },
        { label: 'South', currency: 'EUR', priceType: 'Euro' },
      ],
    ],
    [
      'products.categories',
      [
        { wms: 'Tops', joor: 'Shirts' },
        { wms: 'Blouses', joor: 'Shirts' },
      ],
    ],
    [
      'products.mapping',
      [
        { to: 'season', from: 'custom.Season' },
        { to: 'season', from: 'season' },
      ],
    ],
  ])('lets several of %s stand that do not', (key, value) => {
    expect(repeatedEntries({ ...defaultSettings(), [key]: value })).toEqual([]);
  });

  it('lets different ones stand', () => {
    const settings = {
      ...defaultSettings(),
      'shipping.methodMap': [
        { joor: 'UPS', wms: 'a' },
        { joor: 'DHL', wms: 'a' },
      ],
    };
    expect(repeatedEntries(settings)).toEqual([]);
  });
});
