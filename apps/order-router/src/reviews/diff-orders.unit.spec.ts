import { anOrder, anOrderLine } from '@joor-bridge/testing';
import fc from 'fast-check';
import { diffOrders } from './diff-orders.js';

const shirt = anOrderLine();
const skirt = anOrderLine({
  key: 'skirt',
  styleNumber: 'SK-1',
  colorName: 'Black',
  sizeName: 'M',
  quantity: 4,
});

describe('diffOrders', () => {
  it('finds nothing between an order and itself', () => {
    expect(diffOrders(anOrder({ lines: [shirt, skirt] }), anOrder({ lines: [shirt, skirt] }))).toEqual([]);
  });

  it('leaves out when it was changed: that is always another time', () => {
    expect(diffOrders(anOrder(), anOrder({ modifiedAt: '2027-01-01T00:00:00Z' }))).toEqual([]);
  });

  it('names the place of each change in the head', () => {
    const after = anOrder({ status: 'cancelled', customer: { code: 'C-2' }, shipTo: { city: 'Lyon' } });
    expect(diffOrders(anOrder(), after)).toEqual([
      { what: 'status', before: 'approved', after: 'cancelled' },
      { what: 'customer.code', before: 'C-1001', after: 'C-2' },
      { what: 'shipTo.city', before: 'Paris', after: 'Lyon' },
    ]);
  });

  it('shows a value that came or went as blank on the other side', () => {
    expect(diffOrders(anOrder({ shipStart: null }), anOrder())).toEqual([
      { what: 'shipStart', before: '', after: '2027-01-15' },
    ]);
    expect(diffOrders(anOrder(), anOrder({ approvedAt: null }))).toEqual([
      { what: 'approvedAt', before: '2026-11-03T10:00:00Z', after: '' },
    ]);
  });

  it('shows lists that are not lines as they are', () => {
    const divisions = [{ name: 'Women', code: 'W' }];
    expect(diffOrders(anOrder(), anOrder({ divisions }))).toEqual([
      { what: 'divisions', before: '[]', after: JSON.stringify(divisions) },
    ]);
  });

  it('names lines by style, color and size', () => {
    const more = { ...shirt, quantity: 12, price: '38.00' };
    expect(diffOrders(anOrder({ lines: [shirt] }), anOrder({ lines: [more] }))).toEqual([
      { what: 'LS-100 Ivory S: quantity', before: '10', after: '12' },
      { what: 'LS-100 Ivory S: price', before: '40.00', after: '38.00' },
    ]);
  });

  it('says which lines came and went', () => {
    expect(diffOrders(anOrder({ lines: [shirt] }), anOrder({ lines: [skirt] }))).toEqual([
      { what: 'SK-1 Black M', before: '', after: 'added, quantity 4' },
      { what: 'LS-100 Ivory S', before: 'quantity 10', after: 'removed' },
    ]);
  });

  it('does not mind lines in another order', () => {
    expect(diffOrders(anOrder({ lines: [shirt, skirt] }), anOrder({ lines: [skirt, shirt] }))).toEqual([]);
  });

  it.each([
    [{ quantity: 11 }, 'quantity', '10', '11'],
    [{ multiplier: 6 }, 'multiplier', '', '6'],
    [{ upc: '9' }, 'upc', '812345670011', '9'],
    [{ comment: 'gift wrap' }, 'comment', '', 'gift wrap'],
    [{ priceAdjustment: '-1.00' }, 'priceAdjustment', '0.00', '-1.00'],
  ] as const)('sees a change of %j', (change, field, before, after) => {
    expect(diffOrders(anOrder(), anOrder({ lines: [{ ...shirt, ...change }] }))).toEqual([
      { what: `LS-100 Ivory S: ${field}`, before, after },
    ]);
  });

  it('uses the name of a style without number, and leaves out what a line has not got', () => {
    const bare = { ...shirt, styleNumber: '', colorName: '' };
    expect(diffOrders(anOrder({ lines: [] }), anOrder({ lines: [bare] }))).toEqual([
      { what: 'Linen Shirt S', before: '', after: 'added, quantity 10' },
    ]);
  });

  it('seen from the other side swaps before and after of the head', () => {
    const head = fc.record({ currency: fc.string(), purchaseOrder: fc.string(), comments: fc.string() });
    fc.assert(
      fc.property(head, head, (left, right) => {
        const there = diffOrders(anOrder(left), anOrder(right));
        const back = diffOrders(anOrder(right), anOrder(left));
        expect(back).toEqual(
          there.map(({ what, before, after }) => ({ what, before: after, after: before })),
        );
      }),
    );
  });
});
