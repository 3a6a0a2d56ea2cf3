import { MAX_QUANTITY } from '@joor-bridge/contracts';
import fc from 'fast-check';
import { isRefusedRow, readStockRow } from './read-stock-row.js';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const row = (part: object = {}) => readStockRow({ sku: '873185003490', available: 7, ...part }, NOW);

it('reads the least that a row must have', () => {
  expect(row()).toEqual({
    sku: '873185003490',
    warehouse: '',
    available: 7,
    future: [],
    asOf: null,
    identity: { upc: '', styleNumber: '', styleIdentifier: '', colorCode: '', size: '' },
    note: null,
  });
});

it('reads all that a row may have, trimmed, and the days in their order', () => {
  const all = {
    sku: ' DRS-101-BLK-S ',
    warehouse: 'East ',
    available: 12,
    asOf: '2026-11-27T11:59:00+02:00',
    future: [
      { on: '2027-03-01', quantity: 40 },
      { on: '2027-01-15', quantity: 5 },
    ],
    upc: '012345678905',
    styleNumber: 'DRS-101',
    styleIdentifier: 'DRS-101',
    colorCode: 'BLK',
    size: 34,
    bin: 'A-7',
  };
  expect(readStockRow(all, NOW)).toEqual({
    sku: 'DRS-101-BLK-S',
    warehouse: 'East',
    available: 12,
    asOf: new Date('2026-11-27T09:59:00Z'),
    future: [
      { on: '2027-01-15', quantity: 5 },
      { on: '2027-03-01', quantity: 40 },
    ],
    identity: {
      upc: '012345678905',
      styleNumber: 'DRS-101',
      styleIdentifier: 'DRS-101',
      colorCode: 'BLK',
      size: '34',
    },
    note: null,
  });
});

it.each([
  [{ available: -5 }, 0, 'the WMS said -5'],
  [{ available: -0 }, 0, null],
  [{ available: 0 }, 0, null],
  [{ available: MAX_QUANTITY }, MAX_QUANTITY, null],
  [{ available: 3, future: [{ on: '2027-01-15', quantity: -2 }] }, 3, '2027-01-15: the WMS said -2'],
])('of %j takes %d, noted: %s', (part, available, note) => {
  const read = row(part);
  expect(read).toMatchObject({ available, note });
  expect(Object.is(Reflect.get(read, 'available'), -0)).toBe(false);
});

it.each<[object, string]>([
  [{ available: undefined }, 'available is missing'],
  [{ available: null }, 'available is missing'],
  [{ available: '7' }, 'available must be a number'],
  [{ available: true }, 'available must be a number'],
  [{ available: Number.NaN }, 'available must be a number'],
  [JSON.parse('{"available":1e999}'), 'available must be a number'],
  [{ available: 1.5 }, 'available must be a whole number'],
  [{ available: -0.5 }, 'available must be a whole number'],
  [{ available: MAX_QUANTITY + 1 }, 'available must not be above 100000000'],
  [{ sku: '' }, 'sku is missing'],
  [{ sku: '  ' }, 'sku is missing'],
  [{ sku: {} }, 'sku must be text'],
  [{ sku: 'x'.repeat(201) }, 'sku must not be longer than 200 characters'],
  [{ sku: 'a\u0000b' }, 'sku holds characters that are no text'],
  [{ sku: 'a\ud800' }, 'sku holds characters that are no text'],
  [{ warehouse: ['East'] }, 'warehouse must be text'],
  [{ upc: 12345678905 }, 'upc must be text: as a number it has lost its leading zeros'],
  [{ size: 'x'.repeat(501) }, 'size must not be longer than 500 characters'],
  [{ asOf: '2026-11-27T10:05:01Z' }, 'asOf is more than five minutes ahead of our clock'],
  [{ asOf: '2026-11-27 10:00' }, 'asOf must be an instant with its zone, as in 2026-01-31T09:30:00Z'],
  [{ asOf: '2026-02-30T10:00:00Z' }, 'asOf must be an instant with its zone, as in 2026-01-31T09:30:00Z'],
  [{ asOf: 1_795_535_380 }, 'asOf must be an instant with its zone, as in 2026-01-31T09:30:00Z'],
  [{ future: {} }, 'future must be a list'],
  [{ future: ['2027-01-15'] }, 'future must be a list of {"on","quantity"}'],
  [{ future: [{ on: '15.1.2027', quantity: 1 }] }, 'future.on must be a calendar day, as in 2026-01-31'],
  [{ future: [{ on: '2027-02-29', quantity: 1 }] }, 'future.on must be a calendar day, as in 2026-01-31'],
  [{ future: [{ on: '2027-01-15' }] }, 'future.quantity of 2027-01-15 is missing'],
  [{ future: [1, 2].map((quantity) => ({ on: '2027-01-15', quantity })) }, 'future names 2027-01-15 twice'],
  [{ future: Array.from({ length: 101 }, () => ({})) }, 'future must not have more than 100 days'],
])('refuses %j: %s', (part, reason) => {
  expect(row(part)).toMatchObject({ reason });
});

it.each([undefined, null, 7, 'row', [], true])('refuses %j, which is no row', (raw) => {
  expect(readStockRow(raw, NOW)).toEqual({ sku: '', reason: 'a row must be a JSON object' });
});

it('names a refused row by its SKU as far as that can be read', () => {
  expect(readStockRow({ sku: ` ${'x'.repeat(300)}`, available: 1 }, NOW)).toMatchObject({
    sku: 'x'.repeat(200),
  });
  expect(readStockRow({ sku: 'A-1' }, NOW)).toMatchObject({ sku: 'A-1' });
});

it('takes a level that is five minutes ahead: clocks differ', () => {
  expect(row({ asOf: '2026-11-27T10:05:00Z' })).toMatchObject({ asOf: new Date('2026-11-27T10:05:00Z') });
});

it('never throws, and answers a level with whole quantities within the limits, or a reason', () => {
  const quantity = fc.oneof(fc.integer(), fc.double(), fc.anything());
  const rows = fc.record(
    {
      sku: fc.oneof(fc.string(), fc.anything()),
      warehouse: fc.oneof(fc.string(), fc.anything()),
      available: quantity,
      asOf: fc.oneof(fc.date({ noInvalidDate: true }).map(String), fc.anything()),
      future: fc.oneof(
        fc.array(fc.record({ on: fc.constantFrom('2027-01-15', 'x'), quantity })),
        fc.anything(),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(rows, fc.anything()), (raw) => {
      const read = readStockRow(raw, NOW);
      if (isRefusedRow(read)) return read.reason !== '' && read.sku.length <= 200;
      const quantities = [read.available, ...read.future.map((each) => each.quantity)];
      return read.sku !== '' && quantities.every((q) => Number.isInteger(q) && q >= 0 && q <= MAX_QUANTITY);
    }),
  );
});
