import { JoorFailure } from '@joor-bridge/joor';
import { anOrder, anOrderLine } from '@joor-bridge/testing';
import { aWantedStyle } from '../testing/products.js';
import { countApprovedOrders } from './approved-orders.js';
import type { PlannedStyle } from './run.js';

const NOW = new Date('2026-11-27T10:00:00Z');
const planned = (makeActive = false): PlannedStyle => ({
  ...{ style: 'ST-1', plan: 'update', revision: 'r', source: null, diff: [], reasons: [] },
  mapped: { kind: 'wanted', wanted: aWantedStyle('ST-1') },
  status: [{ externalId: 'ST-1-BLK-S', upc: '111', colorCode: 'BLK', sizeName: 'S', makeActive }],
});
type Order = ReturnType<typeof anOrder>;
const line = (parts: object) =>
  anOrderLine({ upc: '', styleNumber: 'X', colorCode: 'X', sizeName: 'X', ...parts });
const order = (orderId: string, parts: object, status: Order['status'] = 'approved'): Order =>
  anOrder({ orderId, status, lines: [line(parts)] });

const listing = (orders: Order[]) => ({
  asked: 0,
  async listOrders(_: unknown, startFrom: number, count: number) {
    this.asked += 1;
    return { orders: orders.slice(startFrom, startFrom + count), unreadable: [] };
  },
});

describe('approved orders that a change of status touches', () => {
  it('are counted by UPC, or by style, color and size', async () => {
    const orders = [
      order('1', { upc: '111' }),
      order('2', { styleNumber: 'ST-1', colorCode: 'BLK', sizeName: 'S' }),
      order('3', { styleNumber: 'ST-1', colorCode: 'BLK', sizeName: 's' }),
      order('4', { upc: '112' }),
      order('5', { upc: '111' }, 'pending'),
    ];
    expect(await countApprovedOrders(listing(orders), [planned()], NOW)).toBe(2);
  });

  it('are none where SKUs only become active again', async () => {
    expect(await countApprovedOrders(listing([order('1', { upc: '111' })]), [planned(true)], NOW)).toBe(0);
  });

  it('are counted over every page', async () => {
    const orders = Array.from({ length: 130 }, (_, at) => order(String(at), { upc: '111' }));
    const list = listing(orders);
    expect(await countApprovedOrders(list, [planned()], NOW)).toBe(130);
    expect(list.asked).toBeGreaterThan(2);
  });

  it('are unknown where the list has no end, cannot be read, or is not to be had', async () => {
    const endless = {
      listOrders: async (_: unknown, startFrom: number, count: number) => ({
        orders: Array.from({ length: count }, (_unused, at) => order(String(startFrom + at), {})),
        unreadable: [],
      }),
    };
    const unreadable = {
      listOrders: async () => ({ orders: [], unreadable: [{ raw: '{}', reason: 'no id', orderId: null }] }),
    };
    const failing = { listOrders: async () => Promise.reject(new JoorFailure('throttled', 'used up')) };
    for (const list of [endless, unreadable, failing]) {
      expect(await countApprovedOrders(list as never, [planned()], NOW)).toBeNull();
    }
  });

  it('that fail for a fault of ours are no figure at all', async () => {
    const broken = { listOrders: async () => Promise.reject(new TypeError('broken')) };
    await expect(countApprovedOrders(broken, [planned()], NOW)).rejects.toThrow('broken');
  });
});
