import { addDecimals, timesDecimal } from '@joor-bridge/contracts';
import { anOrderLine } from '@joor-bridge/testing';
import fc from 'fast-check';
import { linesTotal, shipmentLines, unitPrice } from './shipment-line.js';
import { aDeliverable, linesWorth, struckOut } from './testing/deliverable.js';

const shipped = (line: Parameters<typeof anOrderLine>[0], quantity: number) => {
  const joor = anOrderLine(line);
  return { number: 1, joor, decided: { key: joor.key, itemCode: joor.upc, quantity, struckOut: null } };
};

describe('lines to ship', () => {
  it('are those that are not struck out, with their number in the order', () => {
    const order = struckOut(aDeliverable({ order: { lines: linesWorth('1.00', '2.00', '3.00') } }), 2);
    expect(shipmentLines(order).map(({ number, joor }) => [number, joor.priceExtended])).toEqual([
      [1, '1.00'],
      [3, '3.00'],
    ]);
  });

  it('never hold a struck-out line, whatever is struck out', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), (struck) => {
        const order = aDeliverable({ order: { lines: linesWorth(...struck.map(() => '1.00')) } });
        const numbers = struck.flatMap((out, at) => (out ? [at + 1] : []));
        const kept = shipmentLines(struckOut(order, ...numbers)).map(({ number }) => number);
        expect(kept).toEqual(struck.flatMap((out, at) => (out ? [] : [at + 1])));
      }),
    );
  });
});

describe('unit price', () => {
  it('is the price as it is without an adjustment', () => {
    expect(unitPrice(shipped({ price: '40', priceAdjustment: '0.00' }, 10))).toBe('40');
  });

  it('is price and adjustment, exactly', () => {
    expect(unitPrice(shipped({ price: '0.10', priceAdjustment: '0.20' }, 10))).toBe('0.30');
    expect(unitPrice(shipped({ price: '40.00', priceAdjustment: '-4.05' }, 10))).toBe('35.95');
  });

  it("is a pack's share when packs are delivered as units and the price is the pack's", () => {
    const packs = { quantity: 10, multiplier: 6, price: '60.00', priceExtended: '600.00' };
    expect(unitPrice(shipped(packs, 60))).toBe('10.00');
    expect(unitPrice(shipped(packs, 10))).toBe('60.00');
  });

  it('is left alone when the line total shows that it already is for one unit', () => {
    const units = { quantity: 10, multiplier: 6, price: '10.00', priceExtended: '600.00' };
    expect(unitPrice(shipped(units, 60))).toBe('10.00');
  });

  it('times the delivered quantity is the total of the line', () => {
    const money = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => (cents / 100).toFixed(2));
    fc.assert(
      fc.property(
        money,
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom(2, 4, 5, 8, 10),
        (price, quantity, multiplier) => {
          const priceExtended = timesDecimal(price, quantity);
          const line = shipped({ quantity, multiplier, price, priceExtended }, quantity * multiplier);
          expect(timesDecimal(unitPrice(line), quantity * multiplier)).toBe(priceExtended);
        },
      ),
    );
  });
});

it('the total is that of the delivered lines only', () => {
  const order = struckOut(aDeliverable({ order: { lines: linesWorth('0.10', '99.00', '0.20') } }), 2);
  expect(linesTotal(shipmentLines(order))).toBe(addDecimals(['0.30']));
});
