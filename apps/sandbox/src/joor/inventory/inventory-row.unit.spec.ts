import fc from 'fast-check';
import { readInventoryRow, sentName } from './inventory-row.js';
import { INVENTORY_DEFAULTS, type InventorySettings } from './inventory-settings.js';

const ROW = { warehouse: 'East', inventory: 5, upc: '600000000001' };
const STYLE = {
  warehouse: 'East',
  inventory: 5,
  style_number: 'S',
  style_identifier: 'I',
  color_code: 'BLK',
  size: 'M',
};
const read = (row: unknown, settings: Partial<InventorySettings> = {}) =>
  readInventoryRow(row, { ...INVENTORY_DEFAULTS, ...settings });

describe('readInventoryRow', () => {
  it('reads a row by UPC', () => {
    expect(read(ROW)).toEqual({
      key: { by: 'upc', upc: '600000000001' },
      warehouse: 'East',
      quantity: 5,
      on: null,
      madeToOrder: false,
    });
  });

  it('reads a row by style, colour and size', () => {
    expect(read(STYLE)).toMatchObject({
      key: {
        by: 'style',
        styleNumber: 'S',
        styleIdentifier: 'I',
        colorCode: 'BLK',
        size: 'M',
        sizeCode: null,
      },
    });
    const { style_number: _, style_identifier: __, ...byId } = STYLE;
    expect(read({ ...byId, style_id: 7 })).toMatchObject({ key: { styleId: '7' } });
  });

  it('takes the UPC where both are given', () => {
    expect(read({ ...STYLE, upc: '1' })).toMatchObject({ key: { by: 'upc' } });
  });

  it.each([
    ['style_identifier', 'style_identifer', false],
    ['style_identifer', 'style_identifer', true],
    ['style_identifier', 'style_identifier', true],
    ['style_identifer', 'style_identifier', false],
    ['either', 'style_identifier', true],
    ['either', 'style_identifer', true],
  ] as const)('told %s, takes %s: %s', (identifierField, sent, taken) => {
    const { style_identifier: value, ...rest } = STYLE;
    const row = () => read({ ...rest, [sent]: value }, { identifierField });
    if (taken) expect(row()).toMatchObject({ key: { styleIdentifier: 'I' } });
    else expect(row).toThrow(`unknown field ${sent}`);
  });

  it.each([['style_number'], ['style_identifier'], ['color_code'], ['size']] as const)(
    'needs the whole key: not without %s',
    (name) => {
      expect(read({ ...STYLE, [name]: undefined })).toMatchObject({
        comment: expect.stringContaining('UPC'),
      });
      expect(read({ ...STYLE, [name]: '' })).toMatchObject({ comment: expect.stringContaining('UPC') });
    },
  );

  it.each([-1, 1.5, '5', null, undefined, Number.NaN, true])('refuses the quantity %p', (inventory) => {
    expect(read({ ...ROW, inventory })).toEqual({ comment: 'inventory must be an integer of at least 0' });
  });

  it.each([undefined, '', 7])('refuses the warehouse %p', (warehouse) => {
    expect(read({ ...ROW, warehouse })).toEqual({ comment: 'warehouse is required' });
  });

  it.each([
    ['2027-03-04', '2027-03-04'],
    ['03-04-2027', '2027-03-04'],
    ['2028-02-29', '2028-02-29'],
  ])('reads the date %s', (inventory_date, on) => {
    expect(read({ ...ROW, inventory_date })).toMatchObject({ on });
  });

  it.each([
    '',
    '2027-02-29',
    '13-01-2027',
    '2027/03/04',
    'IMMEDIATE',
    20270304,
    null,
    '2027-03-04T00:00:00Z',
  ])('refuses the date %p', (inventory_date) => {
    expect(read({ ...ROW, inventory_date })).toMatchObject({
      comment: expect.stringContaining('inventory_date'),
    });
  });

  it('takes IMMEDIATE for no date when told so', () => {
    expect(read({ ...ROW, inventory_date: 'IMMEDIATE' }, { immediateWord: true })).toMatchObject({
      on: null,
    });
  });

  it('reads made_to_order, and nothing but true and false for it', () => {
    expect(read({ ...ROW, made_to_order: true })).toMatchObject({ madeToOrder: true });
    expect(read({ ...ROW, made_to_order: 'true' })).toMatchObject({
      comment: 'made_to_order must be true or false',
    });
  });

  it.each([
    [{ ...ROW, sku: 'x' }, 'unknown field sku'],
    [{ ...ROW, Warehouse: 'East', qty: 1 }, 'unknown field Warehouse, qty'],
    ['text', 'must hold objects'],
    [null, 'must hold objects'],
    [[ROW], 'must hold objects'],
  ])('refuses a request with %j', (row, message) => {
    expect(() => read(row)).toThrow(message);
  });

  it('takes every whole number that is not negative', () => {
    fc.assert(
      fc.property(fc.nat(), (inventory) => {
        expect(read({ ...ROW, inventory })).toMatchObject({ quantity: inventory });
      }),
    );
  });
});

describe('sentName', () => {
  it.each([
    [ROW, '600000000001'],
    [STYLE, 'S-BLK-M'],
    [{ style_id: 7, color_code: 'B', size_code: 'OS' }, '7-B-OS'],
    [{}, '--'],
    [null, '--'],
  ])('of %j is %s', (row, name) => {
    expect(sentName(row)).toBe(name);
  });
});
