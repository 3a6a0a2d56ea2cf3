import { newAccount } from '../../testing/v4-stage.js';
import { pendingUnits } from './pending-units.js';

const account = (...orders: readonly object[]) => {
  const made = newAccount();
  for (const [index, order] of orders.entries()) made.put({ order_id: index + 1, ...order });
  return made;
};
const line = (item_upc: string, item_quantity: unknown) => ({ item_upc, item_quantity });

describe('pendingUnits', () => {
  it('sums the lines of pending orders by UPC', () => {
    const units = pendingUnits(
      account(
        { order_type: '3', line_items: [line('1', 2), line('2', 5)] },
        { order_type: '3', line_items: [line('1', 3)] },
        { order_type: '4', line_items: [line('1', 100)] },
      ),
    );
    expect([units('1', 'East'), units('2', 'East'), units('3', 'East')]).toEqual([5, 5, 0]);
  });

  it('counts an order for its own warehouse, one without for every one', () => {
    const units = pendingUnits(
      account(
        { order_type: '3', warehouse_name: 'East', line_items: [line('1', 2)] },
        { order_type: '3', warehouse_name: '', line_items: [line('1', 3)] },
      ),
    );
    expect([units('1', 'East'), units('1', 'West')]).toEqual([5, 3]);
  });

  it('bears orders and lines that cannot be read, and a blank UPC', () => {
    const units = pendingUnits(
      account({ order_type: '3' }, { order_type: '3', line_items: [null, line('1', 'x'), line('', 4)] }),
    );
    expect([units('1', 'East'), units('', 'East')]).toEqual([0, 0]);
  });
});
