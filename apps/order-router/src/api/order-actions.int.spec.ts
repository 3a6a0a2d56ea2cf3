import { CallerIdentity } from '@joor-bridge/service-kit';
import { accepted, rejected } from '../testing/answers.js';
import { type OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { aConnection, anEntry, anEvent, parkedStart, sendNow } from '../testing/orders.js';
import { aRejection } from '../testing/problems.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';
import { type OrderAction, OrderActions } from './order-actions.js';
import { OrderDetails } from './order-detail.js';
import type { OrderActionBody } from './order-dto.js';

let ledger: OwnLedger;
let stage: RouterStage;
let actions: OrderActions;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
  actions = new OrderActions(ledger.pool, stage.intake, SETTLE_MS);
});

const ADA = new CallerIdentity('key_1', 'Ada', null);
const FIRST = { orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };

async function act(action: OrderAction, body: OrderActionBody = {}) {
  const order = await new OrderDetails(ledger.pool, stage.versions).find('con_1', '1', ADA);
  await actions.act(order, action, body, ADA);
}

const refusal = (action: OrderAction, body: OrderActionBody = {}) => aRejection(act(action, body));

/** The order stands like this: its state and more of its delivery's columns. */
async function standing(state: string, more = 'attempts = attempts') {
  await ledger.claim(anEntry(anEvent(FIRST), { start: parkedStart(60_000) }));
  await ledger.pool.query(`update deliveries set state = $1, ${more}`, [state]);
}

const skipped = () => ledger.claim(anEntry(anEvent({ ...FIRST, order: { status: 'pending' } })));

describe('retry', () => {
  it('makes a parked delivery due at once, and leaves its tries', async () => {
    await standing('parked', "attempts = 3, first_tried_at = '2026-11-01T00:00:00Z'");
    await act('retry');
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(0);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', attempts: 3, first_tried_at: null });
  });

  it.each([
    ['parked', "due_at = now() + interval '1 hour'", SETTLE_MS / 1000],
    ['parked', "due_at = now() + interval '1 s'", 1],
    ['failed', 'due_at = null', SETTLE_MS / 1000],
  ])('of one in doubt that is %s, %s: not before its effect must have shown', async (state, due, seconds) => {
    await standing(state, `doubt = true, ${due}`);
    await act('retry');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', doubt: true });
    const dueIn = (await ledger.secondsTo('1', 'due_at')) ?? 0;
    expect(dueIn).toBeLessThanOrEqual(seconds);
    expect(dueIn).toBeGreaterThan(seconds - 1);
  });

  it('begins anew with a failed one', async () => {
    await standing('failed', "attempts = 360, settled_at = now(), due_at = null, reason = 'given up'");
    await act('retry');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', attempts: 0, settled_at: null });
    stage.timer.start();
    stage.answer = () => accepted('W-9');
    await stage.timer.recovered('con_1');
    await stage.deliverer.stop();
    await stage.settled();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', wms_order_id: 'W-9' });
  });

  it.each(['delivering', 'delivered', 'cancelled', 'would-deliver'])(
    'of one that is %s makes no sense',
    async (state) => {
      await standing(state);
      expect(await refusal('retry')).toMatchObject({
        status: 409,
        detail: `Order 1 is ${state}: only a parked or failed delivery can be tried again.`,
      });
    },
  );

  it('of an order without a delivery makes none', async () => {
    await skipped();
    expect((await refusal('retry')).detail).toBe(
      'Order 1 is skipped: only a parked or failed delivery can be tried again.',
    );
    expect(await ledger.delivery('1')).toBeUndefined();
  });
});

describe('cancel', () => {
  it.each(['parked', 'failed', 'would-deliver'])(
    'stops a delivery that is %s for good, and says who did it',
    async (state) => {
      await standing(state);
      await act('cancel');
      expect(await ledger.delivery('1')).toMatchObject({
        state: 'cancelled',
        reason: 'cancelled by Ada',
        due_at: null,
        attempt_id: null,
        settled_at: expect.any(Date),
      });
      expect(await ledger.outbox()).toMatchObject([
        { orderId: '1', state: 'cancelled', reason: 'cancelled by Ada', revision: 'rev-0001' },
      ]);
    },
  );

  it('keeps the reason that was given', async () => {
    await standing('parked');
    await act('cancel', { reason: 'the customer called' });
    expect(await ledger.delivery('1')).toMatchObject({ reason: 'the customer called' });
  });

  it('keeps a skipped order from ever going out', async () => {
    await skipped();
    await act('cancel');
    await stage.arrive([anEvent(LATER)]);
    await stage.settled();
    expect(stage.sent).toEqual([]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'cancelled' });
  });

  it.each([
    ['delivering', 'a request is under way; try again in a moment'],
    ['delivered', 'the order is delivered'],
  ])('of one that is %s is refused', async (state, why) => {
    await standing(state);
    expect(await refusal('cancel')).toMatchObject({ status: 409, detail: `Order 1 is ${state}: ${why}.` });
    expect(await ledger.delivery('1')).toMatchObject({ state });
    expect(await ledger.outbox()).toEqual([]);
  });

  it('of one in doubt is refused: it may be at the WMS', async () => {
    await standing('parked', 'doubt = true');
    expect((await refusal('cancel')).detail).toBe(
      'Order 1 is parked: an attempt may have reached the WMS; it is being looked up, or mark the order as done.',
    );
  });
});

describe('mark-done', () => {
  it('takes a person’s word, also about one in doubt', async () => {
    await standing('parked', 'doubt = true');
    await act('mark-done', { wmsOrderId: 'W-by-hand' });
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivered',
      wms_order_id: 'W-by-hand',
      reason: 'marked as done by Ada',
      doubt: false,
      due_at: null,
    });
    expect(await ledger.outbox()).toMatchObject([{ state: 'delivered', wmsOrderId: 'W-by-hand' }]);
  });

  it('needs no id of the WMS', async () => {
    await standing('failed');
    await act('mark-done', { reason: 'entered on the phone' });
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivered',
      wms_order_id: null,
      reason: 'entered on the phone',
    });
  });

  it('of an order that was held lasts: no settings send it again', async () => {
    await skipped();
    await act('mark-done');
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 2 }));
    await stage.arrive([anEvent({ ...FIRST, order: { status: 'pending' } })], 'replay');
    await stage.settled();
    expect(stage.sent).toEqual([]);
  });

  it.each(['delivering', 'delivered'])('of one that is %s is refused', async (state) => {
    await standing(state);
    expect((await refusal('mark-done')).status).toBe(409);
  });
});

describe('re-decide', () => {
  it('decides by the settings of now', async () => {
    await skipped();
    stage.connections.set(aConnection('con_1', { 'joor.orderStatus': 'Pending & Returned' }, { version: 2 }));
    await act('re-decide');
    await stage.deliverer.stop();
    await stage.settled();
    expect(stage.sent).toEqual(['1 rev-0001']);
    expect(await ledger.order('1')).toMatchObject({ outcome: 'deliver', settings_version: 2 });
  });

  it('takes a cancellation back', async () => {
    await standing('parked');
    await act('cancel');
    await act('re-decide');
    await stage.deliverer.stop();
    expect(stage.sent).toEqual(['1 rev-0001']);
  });

  it('leaves the cancellation where the decision cannot be written', async () => {
    await standing('parked');
    await act('cancel');
    await ledger.pool.query('alter table past_decisions rename to past_gone');
    await expect(act('re-decide')).rejects.toThrow('past_decisions');
    await ledger.pool.query('alter table past_gone rename to past_decisions');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'cancelled', reason: 'cancelled by Ada' });
  });

  it('takes a cancellation back also where the settings of now do not want the order', async () => {
    await standing('parked');
    await act('cancel');
    stage.connections.set(aConnection('con_1', {}, { version: 2, enabled: false }));
    await act('re-decide');
    expect(await ledger.delivery('1')).toBeUndefined();
    expect(await ledger.order('1')).toMatchObject({ outcome: 'hold', settings_version: 2 });
    expect((await ledger.outbox()).map(({ state }) => state)).toEqual(['cancelled', 'held']);
  });

  it('takes the newest revision, also one that came while the order was cancelled', async () => {
    await standing('parked');
    await act('cancel');
    await stage.arrive([anEvent(LATER)]);
    await act('re-decide');
    await stage.deliverer.stop();
    expect(stage.sent).toEqual(['1 rev-0002']);
  });

  it('tries a failed order again', async () => {
    stage.answer = () => rejected();
    await stage.arrive([anEvent(FIRST)]);
    await stage.settled();
    stage.answer = () => accepted();
    await act('re-decide');
    await stage.deliverer.stop();
    await stage.settled();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered' });
  });

  it('sends a delivered order not again', async () => {
    await standing('delivered');
    await act('re-decide');
    await stage.deliverer.stop();
    expect(stage.sent).toEqual([]);
  });
});

describe('a person and a process at once', () => {
  it('never both cancel and send: what is claimed is not cancelled', async () => {
    await ledger.claim(anEntry(anEvent(FIRST), { start: sendNow('att-1') }));
    expect((await refusal('cancel')).status).toBe(409);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', attempt_id: 'att-1' });
  });

  it('cancel once when two do it together', async () => {
    await standing('parked');
    await Promise.all([act('cancel'), act('cancel')]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'cancelled' });
  });
});
