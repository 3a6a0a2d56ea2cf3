import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { faults } from '../validation/faults.js';
import type { SettingDeclaration } from './declaration.js';
import { INVENTORY_MINUTES } from './inventory-settings.js';
import { FILTER_FIELDS, SCHEDULE_MINUTES } from './order-settings.js';
import { MAPPED_FIELDS } from './product-settings.js';
import {
  completeSettings,
  defaultSettings,
  knownSettings,
  SETTING_KEYS,
  SettingsSchema,
  settingDeclarations,
} from './settings.js';

const declarations: [string, SettingDeclaration<TSchema>][] = Object.entries(settingDeclarations);
const choices = declarations.flatMap(([key, declaration]) =>
  declaration.options ? [[key, declaration, declaration.options] as const] : [],
);
const literalsOf = ({ anyOf = [] }: TSchema): unknown[] => anyOf.map((member: TSchema) => member.const);
const SENTENCE = /^[A-Z"'].*[^\s.]\.$/s;

describe.each(declarations)('the setting %s', (key, declaration) => {
  it('has a default that its schema takes', () => {
    expect(faults(declaration.schema, declaration.default)).toEqual([]);
  });

  it('is explained in sentences', () => {
    expect(declaration.help).toMatch(SENTENCE);
    expect(declaration.title).toMatch(/^[A-Z].*[^.]$/);
  });

  it('belongs to the group its key begins with', () => {
    const groups: readonly string[] = ['JOOR', 'Orders', 'Items', 'Shipping', 'Inventory', 'Products'];
    expect(groups).toContain(declaration.group);
    expect(declaration.group.toLowerCase()).toBe(key.split('.')[0]);
  });

  it('takes none of the values that people mistype', () => {
    const number = typeof declaration.default === 'number' || Value.Check(declaration.schema, 7);
    for (const wrong of [undefined, number ? -7 : 7, 1.5, number ? '7' : NaN, true, { x: 1 }]) {
      expect(Value.Check(declaration.schema, wrong)).toBe(false);
    }
  });
});

describe.each(choices)('the choice %s', (_key, declaration, options) => {
  it('takes its options, in the order shown, and nothing else', () => {
    expect(literalsOf(declaration.schema)).toEqual(Object.keys(options));
    for (const option of Object.keys(options)) {
      expect(Value.Check(declaration.schema, option)).toBe(true);
      expect(Value.Check(declaration.schema, option.toUpperCase() + option.toLowerCase())).toBe(false);
    }
    expect(Value.Check(declaration.schema, '')).toBe(false);
  });

  it('says of each option what it means', () => {
    for (const meaning of Object.values(options)) expect(meaning).toMatch(SENTENCE);
  });

  it('asks something of the rest only for options that are not the default, in a sentence', () => {
    for (const { values, reason } of declaration.needs ?? []) {
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(Object.keys(options)).toContain(value);
      expect(values).not.toContain(declaration.default);
      expect(reason).toMatch(SENTENCE);
      expect(reason).toContain(declaration.title);
    }
  });
});

describe('what a setting needs of another', () => {
  const needed = declarations.flatMap(([key, { needs = [] }]) =>
    needs.flatMap((need) => ('setting' in need ? [[key, need.setting, need] as const] : [])),
  );

  it('is asked by product details of inventory, and by inventory of the warehouse', () => {
    expect(needed.map(([key, setting]) => [key, setting])).toEqual([
      ['joor.syncProductDetails', 'inventory.schedule'],
      ['inventory.schedule', 'joor.warehouseCode'],
    ]);
  });

  it.each(needed)(
    'of %s is that %s does not stand at its default, and both are named',
    (_key, setting, need) => {
      const other = declarations.find(([key]) => key === setting)?.[1];
      expect(other?.default).toBe(need.not);
      expect(need.reason).toContain(other?.title);
    },
  );

  it('covers every schedule but Off', () => {
    for (const { values } of settingDeclarations['inventory.schedule'].needs ?? []) {
      expect(['Off', ...values]).toEqual(Object.keys(INVENTORY_MINUTES));
    }
  });
});

describe('all settings together', () => {
  it('have titles of their own', () => {
    const titles = declarations.map(([, { title }]) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('are each in the schema, which takes no other and wants all', () => {
    expect(SETTING_KEYS).toHaveLength(declarations.length);
    const settings = defaultSettings();
    expect(faults(SettingsSchema, settings)).toEqual([]);
    expect(faults(SettingsSchema, { ...settings, 'joor.testmode': 'Enabled' })).toEqual([
      { field: 'joor.testmode', message: 'is not a known field' },
    ]);
    for (const key of SETTING_KEYS) {
      const { [key]: _left, ...rest } = settings;
      expect(faults(SettingsSchema, rest)).toEqual([{ field: key, message: 'is required' }]);
    }
  });

  it('have defaults that nobody can spoil for others', () => {
    const mine = defaultSettings();
    mine['orders.filters'].push({ field: 'country', mode: 'Required', match: 'full', values: ['USA'] });
    mine['items.filter'].codes.push('X');
    mine['shipping.methodMap'].push({ joor: 'a', wms: 'b' });
    const yours = defaultSettings();
    expect(yours['orders.filters']).toEqual([]);
    expect(yours['items.filter'].codes).toEqual([]);
    expect(yours['shipping.methodMap']).toEqual([]);
  });
});

describe('settings of another version', () => {
  it('keep what was written, and have the defaults of what was not', () => {
    const written = { 'joor.warehouseCode': 'EAST', 'orders.splitBy': 'warehouse' };
    expect(completeSettings(written)).toEqual({ ...defaultSettings(), ...written });
  });

  it('are shown without those that are not declared here', () => {
    const settings = completeSettings({ 'joor.warehouseCode': 'EAST', 'orders.splitBy': 'warehouse' });
    expect(knownSettings(settings)).toEqual({ ...defaultSettings(), 'joor.warehouseCode': 'EAST' });
    expect(faults(SettingsSchema, knownSettings(settings))).toEqual([]);
  });
});

describe.each([
  ['orders.schedule', SCHEDULE_MINUTES, [5, 10, 15, 30, 60, 120, 360, 720, 1440]],
  ['inventory.schedule', INVENTORY_MINUTES, [5, 15, 30, 60, 120, 360, 720, 1440]],
] as const)('the schedule %s', (key, minutesOf, expected) => {
  it('has minutes for each option, and for no other', () => {
    expect(Object.keys(minutesOf)).toEqual(Object.keys(settingDeclarations[key].options ?? {}));
  });

  it('becomes rarer from option to option, and is never at Off', () => {
    const [off, ...minutes] = Object.values(minutesOf);
    expect(off).toBeNull();
    expect(minutes).toEqual(expected);
  });
});

describe('lists in settings', () => {
  const filter = { field: 'country', mode: 'Required', match: 'full', values: ['USA'] };

  it.each([
    ['orders.filters', [filter]],
    ['orders.filters', FILTER_FIELDS.map((field) => ({ ...filter, field }))],
    ['items.filter', { mode: 'Blacklist', level: 'Filter Order', codes: ['', 'ABC'] }],
    ['shipping.methodMap', [{ joor: 'UPS Ground', wms: 'UPSG' }]],
    ['orders.earliestDate', '2026-01-31'],
    ['joor.warehouseCode', 'x'.repeat(100)],
    ['inventory.wmsWarehouses', ['EAST', 'WEST']],
    ['inventory.allocationPercent', 0],
    ['inventory.cap', null],
    ['inventory.cap', 0],
    ['inventory.minimumLevel', 100_000_000],
    ['inventory.guardZeroPercent', 100],
    ['products.mapping', MAPPED_FIELDS.map((to) => ({ to, from: `custom.${to}` }))],
    [
      'products.mapping',
      ['custom.LineSheet1', 'custom.LineSheet2'].map((from) => ({ to: 'lineSheet', from })),
    ],
    ['products.tags', []],
    ['products.priceTypes', [{ label: '', currency: 'EUR', priceType: 'Euro' }]],
    ['products.categories', [{ wms: 'Tops', joor: 'Blouses' }]],
  ] as const)('%s may be %j', (key, value) => {
    expect(faults(settingDeclarations[key].schema, value)).toEqual([]);
  });

  it.each([
    ['orders.filters', [{ ...filter, field: 'colour' }]],
    ['orders.filters', [{ ...filter, values: [] }]],
    ['orders.filters', [{ ...filter, values: [''] }]],
    ['orders.filters', [{ ...filter, note: 'x' }]],
    ['orders.filters', Array.from({ length: FILTER_FIELDS.length + 1 }, () => filter)],
    ['items.filter', { mode: 'Blacklist', level: 'Filter Order' }],
    ['items.filter', { mode: 'blacklist', level: 'Filter Order', codes: [] }],
    ['shipping.methodMap', [{ joor: '', wms: 'UPSG' }]],
    ['shipping.methodMap', [{ joor: 'UPS', wms: '' }]],
    ['orders.earliestDate', '2026-02-30'],
    ['orders.earliestDate', ''],
    ['joor.warehouseCode', 'x'.repeat(101)],
    ['inventory.wmsWarehouses', [7]],
    ['inventory.wmsWarehouses', 'EAST'],
    ['inventory.allocationPercent', 101],
    ['inventory.allocationPercent', 33.3],
    ['inventory.cap', -1],
    ['inventory.minimumLevel', 100_000_001],
    ['inventory.guardDropPercent', -1],
    ['products.mapping', [{ to: 'colour', from: 'custom.Colour' }]],
    ['products.mapping', [{ to: 'season', from: '' }]],
    ['products.tags', [{ tag: '', from: 'productType' }]],
    ['products.priceTypes', [{ label: 'A', currency: 'eur', priceType: 'Euro' }]],
    ['products.priceTypes', [{ label: 'A', currency: 'EURO', priceType: 'Euro' }]],
    ['products.priceTypes', [{ label: 'A', currency: 'EUR', priceType: '' }]],
    ['products.categories', [{ wms: 'Tops', joor: 'Blouses', note: 'x' }]],
  ] as const)('%s is not %j', (key, value) => {
    expect(faults(settingDeclarations[key].schema, value)).not.toEqual([]);
  });
});
