import type { OrderFilter, Rule, Settings } from '@joor-bridge/contracts';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import { aPolicy } from '../testing/orders.js';
import { decide } from './decide.js';

type Orders = Parameters<typeof anOrder>[0];

const report = (rule: Rule, settings: Partial<Settings>, order: Orders = {}, enabled = true) => {
  const decision = decide(anOrder(order), aPolicy(settings, enabled));
  const found = decision.explanation.find((one) => one.rule === rule);
  return `${found?.verdict}: ${found?.text}`;
};

describe('connection', () => {
  it('holds everything while the connection is switched off', () => {
    expect(report('connection', {}, {}, false)).toBe(
      'hold: the connection is switched off; the order goes out when it is switched on',
    );
    expect(report('connection', {})).toBe('pass: the connection is on');
  });

  it("lets an order of JOOR's sandbox through in test mode only", () => {
    const order = { orderId: 'TEST-100001' };
    expect(report('connection', { 'joor.testMode': 'Enabled' }, order)).toBe('pass: the connection is on');
    expect(report('connection', {}, order)).toBe(
      "skip: an order of JOOR's sandbox, and Joor Test Mode is Disabled",
    );
  });

  it("holds an order of JOOR's production until test mode is off", () => {
    expect(report('connection', { 'joor.testMode': 'Enabled' })).toBe(
      "hold: an order of JOOR's production; it goes out when Joor Test Mode is Disabled",
    );
    expect(report('connection', { 'joor.testMode': 'Disabled' })).toBe('pass: the connection is on');
  });

  it('tells a sandbox order by the start of its id, written so', () => {
    for (const orderId of ['test-1', '1TEST-', 'TEST1']) {
      expect(report('connection', {}, { orderId })).toBe('pass: the connection is on');
      expect(report('connection', { 'joor.testMode': 'Enabled' }, { orderId })).toMatch(/^hold/);
    }
  });
});

describe('earliest date', () => {
  const on = (createdAt: string, earliest: string | null) =>
    report('earliest-date', { 'orders.earliestDate': earliest }, { createdAt });

  it.each([
    ['2026-11-01T23:59:59Z', 'skip: created 2026-11-01, before the Earliest Order Date 2026-11-02'],
    ['2026-11-02T00:00:00Z', 'pass: created 2026-11-02, Earliest Order Date 2026-11-02'],
    ['2027-01-01T00:00:00Z', 'pass: created 2027-01-01, Earliest Order Date 2026-11-02'],
  ])('looks at the UTC day of the creation: %s', (createdAt, text) => {
    expect(on(createdAt, '2026-11-02')).toBe(text);
  });

  it('lets every day pass when it is not set', () => {
    expect(on('1999-01-01T00:00:00Z', null)).toBe('pass: no Earliest Order Date');
  });

  it('does not look at when the order was changed', () => {
    const order = { createdAt: '2026-10-01T00:00:00Z', modifiedAt: '2026-12-01T00:00:00Z' };
    expect(report('earliest-date', { 'orders.earliestDate': '2026-11-02' }, order)).toMatch(/^skip/);
  });
});

describe('warehouse code', () => {
  const at = (code: string, wanted: string) =>
    report('warehouse-code', { 'joor.warehouseCode': wanted }, { warehouse: { code } });

  it.each([
    ['EAST', '', 'pass: Warehouse Code is blank: all warehouses'],
    ['', '   ', 'pass: Warehouse Code is blank: all warehouses'],
    ['EAST', 'EAST', 'pass: warehouse "EAST"'],
    ['EAST', '  EAST ', 'pass: warehouse "EAST"'],
    ['  EAST ', 'EAST', 'pass: warehouse "EAST"'],
    ['EAST2', 'EAST', 'skip: warehouse "EAST2", Warehouse Code is "EAST"'],
    ['', 'EAST', 'skip: warehouse "", Warehouse Code is "EAST"'],
    [
      'east',
      'EAST',
      'skip: warehouse "east", Warehouse Code is "EAST"; they differ only in upper and lower case',
    ],
    [
      ' East ',
      'EAST',
      'skip: warehouse "East", Warehouse Code is "EAST"; they differ only in upper and lower case',
    ],
    ['EA ST', 'EAST', 'skip: warehouse "EA ST", Warehouse Code is "EAST"'],
  ])('order %j, setting %j', (code, wanted, text) => {
    expect(at(code, wanted)).toBe(text);
  });

  it('compares the code, not the name', () => {
    const warehouse = { name: 'EAST', code: 'W1' };
    expect(report('warehouse-code', { 'joor.warehouseCode': 'EAST' }, { warehouse })).toMatch(/^skip/);
  });
});

describe('customer code', () => {
  it.each([
    ['C-1', 'Yes', 'pass: customer code "C-1"'],
    [' C-1 ', 'Yes', 'pass: customer code "C-1"'],
    ['', 'Yes', 'skip: no customer code, Skip Empty Customer Code is Yes'],
    [' \t ', 'Yes', 'skip: no customer code, Skip Empty Customer Code is Yes'],
    ['', 'No', 'pass: no customer code, Skip Empty Customer Code is No'],
    ['C-1', 'No', 'pass: customer code "C-1"'],
  ] as const)('code %j with Skip Empty Customer Code %s', (code, option, text) => {
    const settings = { 'joor.skipEmptyCustomerCode': option };
    expect(report('customer-code', settings, { customer: { code } })).toBe(text);
  });

  it('is asked for unless set', () => {
    expect(report('customer-code', {}, { customer: { code: '' } })).toMatch(/^skip/);
  });
});

describe('order filter', () => {
  const filter = (mode: 'Required' | 'Restricted', values: string[]): OrderFilter => ({
    field: 'currency',
    mode,
    match: 'full',
    values,
  });

  it('says which field it saw and which filter objects', () => {
    expect(report('order-filter', { 'orders.filters': [filter('Required', ['EUR'])] })).toBe(
      'skip: currency is "USD", which the required values (full) do not allow',
    );
    expect(report('order-filter', { 'orders.filters': [filter('Restricted', ['EUR', 'usd'])] })).toBe(
      'skip: currency is "USD", which the restricted values (full) do not allow',
    );
  });

  it('passes without filters, and when all of them agree', () => {
    expect(report('order-filter', {})).toBe('pass: no order filters');
    expect(report('order-filter', { 'orders.filters': [filter('Required', ['USD'])] })).toBe(
      'pass: every order filter allows it',
    );
  });

  it('lets the first of several objections speak', () => {
    const source: OrderFilter = { field: 'source', mode: 'Required', match: 'starts with', values: ['Shop'] };
    const filters = [filter('Required', ['USD']), source, filter('Restricted', ['USD'])];
    expect(report('order-filter', { 'orders.filters': filters })).toBe(
      'skip: source is "JOOR", which the required values (starts with) do not allow',
    );
  });
});

describe('item filter', () => {
  const lines = [
    anOrderLine({ key: 'a', upc: '111', styleNumber: 'LS-1' }),
    anOrderLine({ key: 'b', upc: '222', styleNumber: 'LS-2' }),
  ];
  type Filter = Settings['items.filter'];
  const filtered = (mode: Filter['mode'], level: Filter['level'], codes: string[]) =>
    report('item-filter', { 'items.filter': { mode, level, codes } }, { lines });

  it.each([
    ['Disabled', 'Filter Order', ['111'], 'pass: no item filter'],
    ['Blacklist', 'Filter Item', [], 'pass: Blacklist: every item is allowed'],
    ['Blacklist', 'Filter Item', ['111'], 'pass: Blacklist: struck out 111'],
    ['Blacklist', 'Filter Order', ['111'], 'skip: Blacklist: 111 stops the whole order'],
    ['Whitelist', 'Filter Item', ['111', '222'], 'pass: Whitelist: every item is allowed'],
    ['Whitelist', 'Filter Item', ['222'], 'pass: Whitelist: struck out 111'],
    ['Whitelist', 'Filter Order', ['222'], 'skip: Whitelist: 111 stops the whole order'],
    ['Whitelist', 'Filter Item', [], 'pass: Whitelist: struck out 111, 222'],
  ] as const)('%s, %s, %j', (mode, level, codes, text) => {
    expect(filtered(mode, level, [...codes])).toBe(text);
  });

  it('calls a line without code by that', () => {
    const order = { lines: [anOrderLine({ upc: '', styleNumber: '' }), ...lines] };
    const settings: Filter = { mode: 'Blacklist', level: 'Filter Order', codes: [''] };
    expect(report('item-filter', { 'items.filter': settings }, order)).toBe(
      'skip: Blacklist: a line without code stops the whole order',
    );
  });
});
