import type { DeliverableOrder } from '../connector.js';
import { freshOrder, type Rehearsal, rehearse, TIMEOUT_MS } from './rehearsal.js';
import type { Fault, Subject } from './stage.js';

/** What must be answered when the destination fails before it takes the order. */
export function failures(subject: Subject): void {
  const onCreate = (fault: Fault): Fault => ({ ...fault, method: subject.createMethod });

  async function noEffect({ stage, deliver }: Rehearsal, order: DeliverableOrder) {
    expect(stage.effects(order)).toBe(0);
    await stage.befall();
    expect((await deliver(order)).kind).toBe('accepted');
    expect(stage.effects(order)).toBe(1);
  }

  it("waits as long as a 429's own header says", () =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall(onCreate({ kind: 'throttle', retryAfterMs: 7_000 }));
      expect(await rehearsal.deliver(order)).toMatchObject({ kind: 'unavailable', retryAfterMs: 7_000 });
      await noEffect(rehearsal, order);
    }));

  it('is unavailable at a 503', () =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall({ kind: 'outage', how: 'unavailable' });
      expect((await rehearsal.deliver(order)).kind).toBe('unavailable');
      await noEffect(rehearsal, order);
    }));

  it.each([500, 502, 504])('is in doubt at a %p', (status) =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall(onCreate({ kind: 'error', status }));
      expect((await rehearsal.deliver(order)).kind).toBe('ambiguous');
      await noEffect(rehearsal, order);
    }),
  );

  it('accepts none of many on a conflict about another order', () =>
    rehearse(subject, async ({ wms, stage }) => {
      const orders = [freshOrder(), freshOrder(), freshOrder()];
      const another = JSON.stringify({ id: 'W-1', externalId: freshOrder().externalId });
      await stage.befall(onCreate({ kind: 'error', status: 409, message: another }));
      const answers = await wms.deliver(orders);
      expect(answers.filter((answer) => answer?.kind === 'accepted')).toEqual([]);
      expect(orders.map(stage.effects)).toEqual([0, 0, 0]);
    }));

  it('is unavailable when connections are refused', () =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.refuseConnections();
      expect((await rehearsal.deliver(order)).kind).toBe('unavailable');
      expect(await rehearsal.wms.check()).toMatchObject({ ok: false });
      expect(rehearsal.stage.effects(order)).toBe(0);
    }));

  it('is in doubt, and soon, when the destination hangs', () =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall(onCreate({ kind: 'hang' }));
      const startedAt = performance.now();
      expect((await rehearsal.deliver(order)).kind).toBe('ambiguous');
      expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS * 3);
      await noEffect(rehearsal, order);
    }));

  it('is unauthorized when the credentials are refused, and the check says what to do', () =>
    rehearse(subject, async (rehearsal) => {
      const order = freshOrder();
      await rehearsal.stage.befall({ kind: 'refused-token' });
      expect((await rehearsal.deliver(order)).kind).toBe('unauthorized');
      expect(await rehearsal.wms.check()).toEqual({ ok: false, message: expect.stringMatching(/token/) });
      await noEffect(rehearsal, order);
    }));
}
