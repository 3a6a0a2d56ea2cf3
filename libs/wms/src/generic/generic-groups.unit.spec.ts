import type { DeliveryAnswer } from '../connector.js';
import {
  acceptAll,
  connect,
  connectWith,
  externalIdsIn,
  order,
  orders,
} from '../testing/generic-receiver.js';
import { json, ScriptedDispatcher, type Sent } from '../testing/scripted-dispatcher.js';

describe('orders in groups', () => {
  it('are cut to size and answered one by one, in the order given', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    const answers = await wms.deliver(orders(7));
    expect(sent.map((each) => externalIdsIn(each).length)).toEqual([3, 3, 1]);
    expect(answers.map((answer) => answer?.kind === 'accepted' && answer.wmsOrderId)).toEqual(
      orders(7).map(({ externalId }) => `W-${externalId}`),
    );
  });

  it('are sent as they are shown', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    await wms.deliver([order('7')]);
    expect(sent[0]?.body).toBe(wms.render(order('7')));
  });

  it('have an id of their own, the same for the same orders', async () => {
    const { wms, sent } = connect(acceptAll, { ordersPerRequest: 3, duplicateProtection: 'external-id' });
    await wms.deliver(orders(2));
    await wms.deliver(orders(2));
    await wms.deliver(orders(3));
    const [first, again, other] = sent.map(({ headers }) => headers['idempotency-key']);
    expect(first).toBe(again);
    expect(first).not.toBe(other);
  });

  const PROTECTED = { ordersPerRequest: 10, duplicateProtection: 'external-id' };
  const isArray = ({ body }: Sent) => body.startsWith('{"orders":');
  const kindsOf = (answers: readonly (DeliveryAnswer | null)[]) =>
    answers.map((answer) => answer?.kind ?? null);

  it.each([404, 405, 415])('fall back to single orders on %p, once and for all', async (status) => {
    const { wms, sent } = connect((each) => json(isArray(each) ? status : 201, {}), PROTECTED);
    expect(wms.ordersAtOnce).toBe(10);
    expect(kindsOf(await wms.deliver(orders(3)))).toEqual(['accepted', 'accepted', 'accepted']);
    await wms.deliver(orders(3));
    expect(sent.map(isArray)).toEqual([true, ...Array(6).fill(false)]);
    expect(wms.render(order('7'))).not.toContain('"orders":');
    expect(wms.ordersAtOnce).toBe(1);
  });

  it.each([400, 413, 422])(
    'go singly, and the next together again, when one is refused with %p',
    async (status) => {
      const { wms, sent } = connect((each) => {
        const isRefused = each.body.includes('"con_1:2"');
        if (isRefused) return json(status, { message: 'no such item' });
        return isArray(each) ? acceptAll(each) : json(201, {});
      }, PROTECTED);
      expect(await wms.deliver(orders(3))).toMatchObject([
        { kind: 'accepted' },
        { kind: 'rejected', reason: `answered ${status}: no such item` },
        { kind: 'accepted' },
      ]);
      expect(kindsOf(await wms.deliver([order('4'), order('5')]))).toEqual(['accepted', 'accepted']);
      expect(sent.map(isArray)).toEqual([true, false, false, false, true]);
      expect(wms.ordersAtOnce).toBe(10);
    },
  );

  it('stay groups when single orders fare no better, and one is enough to learn it', async () => {
    const { wms, sent } = connect(() => json(404, {}), PROTECTED);
    expect(kindsOf(await wms.deliver(orders(3)))).toEqual(['unavailable', 'unavailable', 'unavailable']);
    await wms.deliver(orders(3));
    expect(sent.map(isArray)).toEqual([true, false, true, false]);
  });

  it.each([
    [429, 'unavailable'],
    [401, 'unauthorized'],
  ])('that go singly end with the first %p, which speaks for the rest', async (status, kind) => {
    const { wms, sent } = connect((_, count) => json([422, 201, status][count] ?? 201, {}), PROTECTED);
    expect(kindsOf(await wms.deliver(orders(4)))).toEqual(['accepted', kind, kind, kind]);
    expect(sent).toHaveLength(3);
  });

  it('that go singly have one request under way for each group', async () => {
    let underWay = 0;
    let most = 0;
    class Counting extends ScriptedDispatcher {
      override dispatch(...[options, handler]: Parameters<ScriptedDispatcher['dispatch']>) {
        underWay += 1;
        most = Math.max(most, underWay);
        setImmediate(() => {
          underWay -= 1;
          super.dispatch(options, handler);
        });
        return true;
      }
    }
    const dispatcher = new Counting((each) => json(isArray(each) ? 422 : 201, {}));
    const options = { ...PROTECTED, ordersPerRequest: 5, concurrency: 3 };
    await connectWith(dispatcher, options).deliver(orders(30));
    expect(dispatcher.sent).toHaveLength(6 + 30);
    expect(most).toBe(3);
  });

  it('that go singly keep to the rate', async () => {
    const { wms, sent } = connect((each) => json(isArray(each) ? 422 : 201, {}), {
      ...PROTECTED,
      ordersPerRequest: 2,
      requestsPerSecond: 100,
    });
    const startedAt = performance.now();
    await wms.deliver(orders(4));
    expect(sent).toHaveLength(2 + 4);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(5 * 10);
  });

  it.each([
    [1, [null, null, null]],
    [2, ['accepted', null, null]],
    [3, ['accepted', 'accepted', null]],
  ])('that go singly keep their answers when the claim runs out after %p requests', async (held, kinds) => {
    const { wms } = connect((each) => json(isArray(each) ? 422 : 201, {}), PROTECTED);
    let asked = 0;
    const answers = await wms.deliver(orders(3), () => {
      asked += 1;
      if (asked > held) throw new Error('the claim ran out');
    });
    expect(kindsOf(answers)).toEqual(kinds);
  });

  it('are accepted by a conflict only where it names the order', async () => {
    const { wms } = connect(() => json(409, { id: 'W-2', externalId: 'con_1:2' }), PROTECTED);
    expect(await wms.deliver(orders(3))).toMatchObject([
      { kind: 'ambiguous' },
      { kind: 'accepted', wmsOrderId: 'W-2' },
      { kind: 'ambiguous' },
    ]);
  });
});
