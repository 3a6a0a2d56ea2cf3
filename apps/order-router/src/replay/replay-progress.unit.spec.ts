import fc from 'fast-check';
import { ReplayProgress } from './replay-progress.js';

const order = (orderId: string, connectionId = 'con_1') => ({ connectionId, orderId });

describe('the progress of a replay', () => {
  it('is nothing at first', () => {
    const { read, matched, wouldDeliver, orders } = new ReplayProgress();
    expect({ read, matched, wouldDeliver, orders }).toEqual({
      ...{ read: 0, matched: 0, wouldDeliver: 0 },
      orders: [],
    });
  });

  it('counts an order once, with what was said of it last', () => {
    const said = fc.record({
      connectionId: fc.constantFrom('con_1', 'con_2'),
      orderId: fc.constantFrom('1', '2', '3', '4'),
      delivers: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 60 }), (all) => {
        const progress = new ReplayProgress();
        for (const { delivers, ...one } of all) progress.note(one, delivers);
        const last = new Map(all.map((one) => [`${one.connectionId} ${one.orderId}`, one]));
        const delivered = [...last.values()].filter(({ delivers }) => delivers);
        expect(progress.matched).toBe(last.size);
        expect(progress.wouldDeliver).toBe(delivered.length);
        const names = progress.orders.map(({ connectionId, orderId }) => `${connectionId} ${orderId}`);
        expect(names.sort()).toEqual(delivered.map((one) => `${one.connectionId} ${one.orderId}`).sort());
      }),
    );
  });

  it('names the first 10,000 orders and counts them all', () => {
    const progress = new ReplayProgress();
    for (let at = 0; at < 10_050; at += 1) progress.note(order(String(at)), true);
    expect(progress.orders).toHaveLength(10_000);
    expect(progress.orders[0]).toEqual(order('0'));
    expect([progress.matched, progress.wouldDeliver]).toEqual([10_050, 10_050]);
  });

  it('remembers only so many, and counts on beyond them', () => {
    const progress = new ReplayProgress(2);
    for (const orderId of ['1', '2', '3']) progress.note(order(orderId), true);
    progress.note(order('1'), false);
    expect([progress.matched, progress.wouldDeliver]).toEqual([3, 2]);
    progress.note(order('3'), true);
    expect([progress.matched, progress.wouldDeliver]).toEqual([4, 3]);
  });
});
