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
  it.each(['generic', 'skubana'] as const)(
    'refuses Sync Product Details for %s, which cannot, with the reason',
    (system) => {
      const settings: Settings = { ...defaultSettings(), 'joor.syncProductDetails': 'Yes' };
      expect(unmetNeeds(settings, { system, options: {} }, 'settings.')).toEqual([
        {
          field: 'settings.joor.syncProductDetails',
          message:
            'Sync Product Details needs a WMS with product detail pickup, which this destination does not have.',
        },
      ]);
    },
  );

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
