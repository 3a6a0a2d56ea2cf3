import fc from 'fast-check';
import { makeBrand } from '../generator/brand.js';
import { changed } from '../generator/life-cycle.js';
import { OrderSource } from '../generator/order-source.js';
import { Random } from '../random/random.js';
import { JoorAccount } from './joor-account.js';
import type { JoorOrder } from './joor-order.js';
import { defaultKeys } from './joor-world.js';
import { type OrderQuery, readOrderQuery } from './order-query.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const brand = makeBrand('list');
const WINDOW = `date_start=2026-11-01T00:00:00Z&date_end=2026-11-24T12:00:00Z`;

function filled(count: number) {
  const account = new JoorAccount('a', defaultKeys('production', 'a'));
  const source = new OrderSource({ seed: 'list', firstOrderId: 1, lines: [1, 2] });
  for (let i = 0; i < count; i++) account.put(source.next(NOW - (count - i) * 60_000, '3'));
  return account;
}
const query = (text: string): OrderQuery => readOrderQuery(new URLSearchParams(text), 50);
const edit = (account: JoorAccount, key: string, at: number) => {
  const order = account.get(key)?.raw as JoorOrder;
  account.put(changed(order, 'edit', at, new Random(key), brand));
};

describe('a list while orders change', () => {
  it.each([false, true])('moves up when an order leaves the window (by modified date: %s)', (byModified) => {
    const account = filled(10);
    const page = (from: number) =>
      account.list(query(`sync=0&order_type=8&${WINDOW}&start_from=${from}&count=5`), byModified, NOW);
    const first = page(0).orders.map(({ key }) => key);
    edit(account, first[0] as string, NOW + 1_000);
    const second = page(5).orders.map(({ key }) => key);
    expect(second).toHaveLength(4);
    expect(new Set([...first, ...second]).size).toBe(9);
  });

  it('puts a modified order last in a list by modified date, and leaves it in place in a list by id', () => {
    const account = filled(4);
    edit(account, '2', NOW);
    const keys = (byModified: boolean) =>
      account.list(query('sync=0&order_type=8'), byModified, NOW).orders.map(({ key }) => key);
    expect(keys(true)).toEqual(['1', '3', '4', '2']);
    expect(keys(false)).toEqual(['1', '2', '3', '4']);
  });
});

/** What a client sees that polls `export_status=5` with `sync=1`, while somebody edits. */
describe('export bookkeeping over time', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('poll' as const), count: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('edit' as const), order: fc.integer({ min: 1, max: 6 }) }),
  );

  it('shows every state of every order that was there at a poll, once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const account = filled(6);
        const unseen = new Set(['1', '2', '3', '4', '5', '6']);
        let now = NOW;
        for (const next of steps) {
          now += 1_000;
          if (next.kind === 'edit') {
            edit(account, String(next.order), now);
            unseen.add(String(next.order));
            continue;
          }
          const asked = query(`sync=1&check=0&order_type=8&export_status=5&count=${next.count}`);
          const { orders, total } = account.list(asked, false, now);
          expect(total).toBe(unseen.size);
          expect(orders).toHaveLength(Math.min(next.count, unseen.size));
          for (const { key } of orders) expect(unseen.delete(key)).toBe(true);
        }
      }),
    );
  });
});
