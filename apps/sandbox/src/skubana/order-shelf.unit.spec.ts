import fc from 'fast-check';
import { OrderShelf } from './order-shelf.js';

const sent = (orderNumber: string, salesChannelId = 1, more: object = {}) => ({
  orderNumber,
  salesChannelId,
  ...more,
});
const AT = Date.parse('2026-11-24T12:00:00.789Z');

describe('OrderShelf', () => {
  it('numbers orders and dates them without milliseconds', () => {
    const shelf = new OrderShelf();
    const order = shelf.add(sent('A'), AT);
    expect(order).toMatchObject({
      orderId: 5_551_001,
      createdDate: '2026-11-24T12:00:00Z',
      cancelReason: null,
    });
    expect(shelf.add(sent('B'), AT).orderId).toBe(5_551_002);
    expect(shelf.byId(5_551_001)).toBe(order);
    expect(shelf.byId(1)).toBeUndefined();
  });

  it('knows a pair of number and channel', () => {
    const shelf = new OrderShelf();
    shelf.add(sent('A', 1), AT);
    expect(shelf.has(sent('A', 1))).toBe(true);
    expect(shelf.has(sent('A', 2))).toBe(false);
    expect(shelf.has(sent('a', 1))).toBe(false);
  });

  it('holds several orders of one number', () => {
    const shelf = new OrderShelf();
    shelf.add(sent('A'), AT);
    shelf.add(sent('A'), AT);
    expect(shelf.find({ numbers: ['A'], salesChannelId: 1 }, false)).toHaveLength(2);
  });

  it('forgets all', () => {
    const shelf = new OrderShelf();
    shelf.add(sent('A'), AT);
    shelf.clear();
    expect(shelf.has(sent('A'))).toBe(false);
    expect(shelf.find({ numbers: [], salesChannelId: null }, false)).toEqual([]);
  });

  it('finds what a plain search of everything finds', () => {
    const number = fc.constantFrom('1', '12', '123', '2', '23', 'x1');
    const orders = fc.array(fc.tuple(number, fc.constantFrom(1, 2)), { maxLength: 20 });
    fc.assert(
      fc.property(
        orders,
        number,
        fc.option(fc.constantFrom(1, 2)),
        fc.boolean(),
        (all, wanted, channel, substring) => {
          const shelf = new OrderShelf();
          for (const [orderNumber, salesChannelId] of all) shelf.add(sent(orderNumber, salesChannelId), AT);
          const expected = all.filter(
            ([n, c]) =>
              (substring ? n.includes(wanted) : n === wanted) && (channel === null || c === channel),
          );
          const found = shelf.find({ numbers: [wanted], salesChannelId: channel }, substring);
          expect(found.map(({ orderNumber, salesChannelId }) => [orderNumber, salesChannelId])).toEqual(
            expected,
          );
        },
      ),
    );
  });
});
