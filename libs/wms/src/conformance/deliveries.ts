import type { DeliveryAnswer } from '../connector.js';
import { freshOrder, rehearse } from './rehearsal.js';
import type { Subject } from './stage.js';

const idOf = (answer: DeliveryAnswer | null | undefined) =>
  answer?.kind === 'accepted' ? answer.wmsOrderId : null;

/** What holds when nothing goes wrong. */
export function deliveries(subject: Subject): void {
  it('accepts an order, with one effect and an id', () =>
    rehearse(subject, async ({ deliver, stage }) => {
      const order = freshOrder();
      expect(await deliver(order)).toMatchObject({
        kind: 'accepted',
        wmsOrderId: expect.stringMatching(/./),
      });
      expect(stage.effects(order)).toBe(1);
    }));

  it('answers each of many, in the order given, the refused one included', () =>
    rehearse(subject, async ({ wms, stage }) => {
      const orders = Array.from({ length: 12 }, freshOrder).map((order, at) =>
        at === 5 ? subject.refusable(order) : order,
      );
      const answers = await wms.deliver(orders);
      expect(answers.map((answer) => answer?.kind)).toEqual(
        orders.map((_, at) => (at === 5 ? 'rejected' : 'accepted')),
      );
      expect(orders.map((order) => stage.effects(order))).toEqual(orders.map((_, at) => (at === 5 ? 0 : 1)));
      expect(new Set(answers.map(idOf)).size).toBe(12);
    }));

  it('answers no order with no answer', () =>
    rehearse(subject, async ({ wms, dispatcher }) => {
      expect(await wms.deliver([])).toEqual([]);
      expect(dispatcher.asked).toEqual([]);
    }));

  it('delivers twice with one effect, and the same id', () =>
    rehearse(subject, async ({ deliver, stage }) => {
      const order = freshOrder();
      const first = await deliver(order);
      const second = await deliver(order);
      expect([first.kind, second.kind]).toEqual(['accepted', 'accepted']);
      expect(idOf(second)).toBe(idOf(first));
      expect(stage.effects(order)).toBe(1);
    }));
}

/** What holds of the request itself. */
export function requests(subject: Subject): void {
  it('sends exactly what it shows', () =>
    rehearse(subject, async ({ deliver, wms, dispatcher }) => {
      const order = freshOrder();
      const answer = await deliver(order);
      const created = dispatcher.asked.filter(({ method }) => method === subject.createMethod);
      expect(created.map(({ body }) => body)).toEqual([wms.render(order)]);
      expect(subject.connector.render(order, subject.options)).toBe(wms.render(order));
      expect(answer.exchange.requestBody).toBe(wms.render(order));
    }));

  it('writes nothing when beforeSend throws, and can deliver later', () =>
    rehearse(subject, async ({ deliver, wms, stage }) => {
      const order = freshOrder();
      const over = new Error('the lease is over');
      const stopped = wms.deliver([order], () => {
        throw over;
      });
      await expect(stopped).rejects.toBe(over);
      expect(stage.effects(order)).toBe(0);
      expect((await deliver(order)).kind).toBe('accepted');
    }));

  it('keeps the answers of what it sent when beforeSend stops the rest, which can be delivered later', () =>
    rehearse(subject, async ({ wms, stage }) => {
      const orders = Array.from({ length: 12 }, freshOrder);
      let asked = 0;
      const answers = await wms.deliver(orders, () => {
        asked += 1;
        if (asked > 1) throw new Error('the lease is over');
      });
      expect(answers.map((answer) => answer?.kind ?? null)).toEqual(
        orders.map((order) => (stage.effects(order) === 1 ? 'accepted' : null)),
      );
      expect(answers).toContain(null);
      expect(answers.some((answer) => answer?.kind === 'accepted')).toBe(true);
      const rest = orders.filter((_, at) => answers[at] === null);
      expect((await wms.deliver(rest)).every((answer) => answer?.kind === 'accepted')).toBe(true);
      expect(orders.map(stage.effects)).toEqual(orders.map(() => 1));
    }));

  it('says that a destination is well', () =>
    rehearse(subject, async ({ wms }) => {
      expect(await wms.check()).toEqual({ ok: true, message: expect.stringMatching(/\.$/) });
    }));
}
