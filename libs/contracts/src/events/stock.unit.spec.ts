import fc from 'fast-check';
import { Malformed } from '../event/malformed.js';
import { MAX_QUANTITY, WORLDS } from '../stock/stock-level.js';
import { AT, over } from '../testing/least.js';
import { inventoryHeld } from './inventory-held.js';
import { heldKey, stockKey, stockLevel, stockSwept, sweptKey } from './stock-level.js';

const PLACE = { connectionId: 'con_1', workspaceId: 'wsp_1', world: 'production' };
const identity = {
  ...{ upc: '812345670011', styleNumber: 'LS-100', styleIdentifier: 'LS-100', colorCode: 'IVO', size: 'S' },
};

describe('a stock level', () => {
  const good = {
    ...PLACE,
    ...{
      sku: 'LS-100-IVO-S',
      warehouse: 'EAST',
      available: 40,
      asOf: AT,
      listed: true,
      identity,
      note: null,
    },
    future: [{ on: '2026-03-01', quantity: 120 }],
  };
  const decode = over(stockLevel.decode, good);

  it('travels whole', () => expect(decode({})).toEqual(good));

  it.each([
    ['of JOOR’s sandbox', { world: 'sandbox' }],
    ['of a WMS with one warehouse', { warehouse: '' }],
    ['of nothing', { available: 0, future: [] }],
    ['of the most that is believed', { available: MAX_QUANTITY }],
    ['that was corrected', { available: 0, note: 'the WMS said -5' }],
    ['of a SKU that is gone', { available: 0, listed: false }],
    ['without a UPC', { identity: { ...identity, upc: '' } }],
    ['of a SKU with a colon in it', { sku: 'A:B' }],
  ])('may be one %s', (_, change) => expect(decode(change)).toEqual({ ...good, ...change }));

  it.each([
    ['below nothing', { available: -1 }],
    ['of half a unit', { available: 0.5 }],
    ['of text', { available: '40' }],
    ['beyond belief', { available: MAX_QUANTITY + 1 }],
    ['of no SKU', { sku: '' }],
    ['of a third world', { world: 'demo' }],
    ['of an hour without a zone', { asOf: '2026-01-01T00:00:00' }],
    ['with future stock of no day', { future: [{ on: '2026-02-30', quantity: 1 }] }],
    ['with future stock below nothing', { future: [{ on: '2026-03-01', quantity: -1 }] }],
    ['of an unknown item', { identity: null }],
    ['without saying whether it is listed', { listed: undefined }],
  ])('is not one %s', (_, change) => expect(() => decode(change)).toThrow(Malformed));
});

describe('the end of a reading', () => {
  const good = { ...PLACE, asOf: AT, levels: 200_000 };
  const decode = over(stockSwept.decode, good);

  it('tells when, and how many levels there were; none is possible', () => {
    expect(decode({})).toEqual(good);
    expect(decode({ levels: 0 })).toMatchObject({ levels: 0 });
  });

  it.each([{ levels: -1 }, { levels: 1.5 }, { asOf: null }, { world: '' }])('is not %j', (change) => {
    expect(() => decode(change)).toThrow(Malformed);
  });
});

describe('what JOOR holds of a SKU', () => {
  const row = { on: null, quantity: 37 };
  const good = {
    ...PLACE,
    ...{ sku: 'LS-100-IVO-S', identity, warehouse: 'East', at: AT },
    rows: [row, { on: '2026-03-01', quantity: 120 }],
  };
  const decode = over(inventoryHeld.decode, good);

  it('travels whole', () => expect(decode({})).toEqual(good));

  it.each([
    ['a quantity below nothing', { rows: [{ ...row, quantity: -1 }] }],
    ['the word for immediate stock', { rows: [{ ...row, on: 'IMMEDIATE' }] }],
    ['no day, and not null either', { rows: [{ quantity: 1 }] }],
    ['102 days', { rows: Array.from({ length: 102 }, () => row) }],
    ['no time', { at: undefined }],
  ])('has not %s', (_, change) => expect(() => decode(change)).toThrow(Malformed));
});

describe('keys', () => {
  const world = fc.constantFrom(...WORLDS);
  const connectionId = fc.constantFrom('con_1', 'con_2');
  /** With what keys are made of in them. */
  const name = fc.stringMatching(/^[AT:%3]{0,4}$|^TEST$/);
  const level = fc.record({ connectionId, world, sku: name, warehouse: name });

  it('are read by people', () => {
    const one = { connectionId: 'con_1', world: 'production', sku: 'LS-100', warehouse: 'EAST' } as const;
    expect(stockKey(one)).toBe('con_1:LS-100:EAST');
    expect(stockKey({ ...one, warehouse: '' })).toBe('con_1:LS-100:');
    expect(stockKey({ ...one, world: 'sandbox' })).toBe('con_1:TEST:LS-100:EAST');
    expect(sweptKey(one)).toBe('con_1');
    expect(sweptKey({ ...one, world: 'sandbox' })).toBe('con_1:TEST');
    expect(heldKey('con_1', 'production', 'LS-100')).toBe('con_1:LS-100');
    expect(heldKey('con_1', 'sandbox', 'LS-100', 'East')).toBe('con_1:TEST:LS-100:East');
  });

  it('of levels are the same for the same SKU in the same warehouse only', () => {
    fc.assert(
      fc.property(level, level, (one, other) => {
        expect(stockKey(one) === stockKey(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 5_000 },
    );
  });

  it('of levels are never those of a reading’s end', () => {
    fc.assert(fc.property(level, level, (one, other) => expect(stockKey(one)).not.toBe(sweptKey(other))));
  });

  it.each([1, 2, 3])('of what JOOR holds differ where one of %d parts does', (parts) => {
    const item = fc.array(name, { minLength: parts, maxLength: parts });
    const held = fc.record({ connectionId, world, item });
    fc.assert(
      fc.property(held, held, (one, other) => {
        const keys = [one, other].map((each) => heldKey(each.connectionId, each.world, ...each.item));
        expect(keys[0] === keys[1]).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 5_000 },
    );
  });
});
