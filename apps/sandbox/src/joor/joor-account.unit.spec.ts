import fc from 'fast-check';
import { OrderSource } from '../generator/order-source.js';
import { JoorAccount } from './joor-account.js';
import type { JoorOrder } from './joor-order.js';
import { defaultKeys } from './joor-world.js';
import { readOrderQuery } from './order-query.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const account = (orders: readonly unknown[] = []) => {
  const made = new JoorAccount('demo', defaultKeys('production', 'demo'));
  for (const order of orders) made.put(order);
  return made;
};
const backlog = (count: number) =>
  new OrderSource({ seed: 'a', firstOrderId: 1, lines: [1, 2] }).backlog(count, NOW, 5);
const list = (of: JoorAccount, query: string, byModified = false) =>
  of.list(readOrderQuery(new URLSearchParams(query), 50), byModified, NOW);
const ids = (page: { orders: readonly { key: string }[] }) => page.orders.map(({ key }) => key);

describe('paging', () => {
  it('gives every order once, whatever the page size', () => {
    fc.assert(
      fc.property(fc.nat(120), fc.integer({ min: 1, max: 50 }), fc.boolean(), (size, count, byModified) => {
        const tested = account(backlog(size));
        const seen: string[] = [];
        for (let from = 0; from < size + count; from += count) {
          const page = list(tested, `sync=0&order_type=8&start_from=${from}&count=${count}`, byModified);
          expect(page.total).toBe(size);
          expect(page.orders.length).toBeLessThanOrEqual(count);
          seen.push(...ids(page));
        }
        expect(new Set(seen).size).toBe(size);
        expect(seen).toHaveLength(size);
      }),
      { numRuns: 30 },
    );
  });

  it('lists by id, or by modified date where lists are to be unstable', () => {
    const [first, second] = backlog(2) as [JoorOrder, JoorOrder];
    const edited = { ...first, date_modified: '2026-11-24T11:00:00.000000+00:00' };
    const tested = account([first, second, edited]);
    expect(ids(list(tested, 'sync=0&order_type=8'))).toEqual(['1', '2']);
    expect(ids(list(tested, 'sync=0&order_type=8', true))).toEqual(['2', '1']);
  });
});

describe('sync=1', () => {
  it('marks what it returns as exported and does not return it again', () => {
    const tested = account(backlog(5));
    expect(list(tested, 'order_type=8').orders).toHaveLength(5);
    expect(list(tested, 'order_type=8').orders).toHaveLength(0);
    expect(tested.get('1')?.export).toEqual({ state: 'exported', at: NOW });
    expect(list(tested, 'sync=0&order_type=8').orders).toHaveLength(5);
  });

  it('marks only the page it returns', () => {
    const tested = account(backlog(5));
    list(tested, 'order_type=8&count=2');
    expect(tested.all().filter(({ export: { state } }) => state === 'exported')).toHaveLength(2);
  });

  it('shows an order again under export_status 4 after it was modified', () => {
    const [order] = backlog(1);
    const tested = account([order]);
    list(tested, 'order_type=8');
    expect(list(tested, 'sync=0&order_type=8&export_status=4').orders).toHaveLength(0);
    tested.put({ ...order, date_modified: new Date(NOW + 1).toISOString() });
    expect(list(tested, 'sync=0&order_type=8&export_status=4').orders).toHaveLength(1);
  });

  it('is not what sync=0 does', () => {
    const tested = account(backlog(3));
    list(tested, 'sync=0&order_type=8');
    expect(tested.all().every(({ export: { state } }) => state === 'never')).toBe(true);
  });
});

describe('required fields', () => {
  const [good, bad] = backlog(2) as [JoorOrder, JoorOrder];
  const orders = [
    { ...good, customer_code: 'C1' },
    { ...bad, customer_code: '' },
  ];

  it('hides an order that lacks one, marked as failed with the reason', () => {
    const tested = account(orders);
    tested.requiredFields = ['customer_code', 'warehouse_name'];
    expect(ids(list(tested, 'order_type=8'))).toEqual(['1']);
    expect(tested.get('2')?.export).toEqual({ state: 'failed', reason: 'missing required customer_code' });
  });

  it('flags it but returns it under sync=0&check=1, and leaves it alone without check', () => {
    const tested = account(orders);
    tested.requiredFields = ['customer_code'];
    expect(list(tested, 'sync=0&order_type=8').orders).toHaveLength(2);
    expect(tested.get('2')?.export.state).toBe('never');
    expect(list(tested, 'sync=0&order_type=8&check=1').orders).toHaveLength(2);
    expect(tested.get('2')?.export.state).toBe('failed');
  });

  it('fails a deleted colour under check=2', () => {
    const tested = account([{ ...good, line_items: [{ ...good.line_items[0], item_deleted: true }] }]);
    expect(list(tested, 'order_type=8&check=2').orders).toHaveLength(0);
    expect(tested.get('1')?.export).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('deleted'),
    });
  });
});

describe('put', () => {
  it('replaces the order of the same id and keeps its export bookkeeping', () => {
    const [order] = backlog(1);
    const tested = account([order]);
    list(tested, 'order_type=8');
    tested.put({ ...order, customer_name: 'Renamed' });
    expect(tested.size).toBe(1);
    expect(tested.get('1')?.export.state).toBe('exported');
    expect(tested.get('1')?.raw).toMatchObject({ customer_name: 'Renamed' });
  });

  it('keeps records without an id apart', () => {
    expect(account(['order', 7, {}]).size).toBe(3);
  });
});
