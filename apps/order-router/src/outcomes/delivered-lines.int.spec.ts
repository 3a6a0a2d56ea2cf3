import { ambiguous, anExchange, unavailable } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import type { OutcomeStage } from '../testing/outcome-stage.js';
import type { RouterStage } from '../testing/router-stage.js';
import { EAST, LINES, OTHERWISE, revised, TAKEN, TAKEN_OTHERWISE } from '../testing/shirt-order.js';
import { outcomesForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let outcomes: OutcomeStage;
let stage: RouterStage;
const servers = { databaseUrl: process.env.DATABASE_URL, kafkaBrokers: process.env.KAFKA_BROKERS };
outcomesForEachTest(servers, (staged) => {
  ({ ledger, stage, outcomes } = staged);
});

describe('what a delivered order took', () => {
  it('is told when its record delivers it', async () => {
    await outcomes.arrived(revised(0));
    expect(await outcomes.told('1')).toMatchObject([
      { state: 'delivered', lines: TAKEN, warehouse: EAST, cancelledInJoor: false },
    ]);
    const told = await outcomes.holds('1');
    expect(told?.deliveredAt).toBe(told?.at);
  });

  it('is told when the timer delivers it, by the settings of then', async () => {
    stage.answer = () => unavailable();
    await outcomes.arrived(revised(0));
    expect(await outcomes.holds('1')).toMatchObject({ state: 'parked', lines: [], deliveredAt: null });
    stage.answer = () => ({ kind: 'accepted', wmsOrderId: 'W-1', exchange: anExchange() });
    outcomes.settingsAre(2, OTHERWISE);
    await outcomes.timerDelivers('1');
    expect(await outcomes.holds('1')).toMatchObject({
      ...{ state: 'delivered', settingsVersion: 2, warehouse: EAST },
      lines: TAKEN_OTHERWISE,
    });
  });

  it('is what it was sent with, where an answer was lost and the settings changed before it was found', async () => {
    stage.answer = () => ambiguous();
    await outcomes.arrived(revised(0));
    outcomes.settingsAre(2, OTHERWISE);
    outcomes.wmsHasIt();
    await outcomes.timerDelivers('1');
    expect(stage.sent).toHaveLength(1);
    expect(await outcomes.holds('1')).toMatchObject({ state: 'delivered', lines: TAKEN });
    await outcomes.arrived(revised(0));
    expect(await outcomes.holds('1')).toMatchObject({ state: 'delivered', lines: TAKEN });
  });

  it('is told when a person marks it as done', async () => {
    await outcomes.arrived(revised(0, { order: { status: 'pending' } }));
    expect(await outcomes.holds('1')).toMatchObject({ state: 'skipped', lines: [] });
    await outcomes.act('1', 'mark-done');
    expect(await outcomes.holds('1')).toMatchObject({
      ...{ state: 'delivered', lines: TAKEN, warehouse: EAST, rule: null },
      reason: 'marked as done by Ada',
      deliveredAt: expect.any(String),
    });
  });

  it('is nothing when a person cancels it', async () => {
    await outcomes.arrived(revised(0, { order: { status: 'pending' } }));
    await outcomes.act('1', 'cancel');
    expect(await outcomes.holds('1')).toMatchObject({ state: 'cancelled', lines: [], deliveredAt: null });
  });

  it('is told also of an order that cannot be read any more: that it is done', async () => {
    await outcomes.arrived(revised(0, { order: { status: 'pending' } }));
    await ledger.pool.query("update revisions set event = '{}'");
    await outcomes.act('1', 'mark-done');
    expect(await outcomes.holds('1')).toMatchObject({ state: 'delivered', lines: [], warehouse: null });
  });
});

describe('told again', () => {
  it('when the record comes again, it is the same, however the settings changed, and no younger', async () => {
    await outcomes.arrived(revised(0));
    const [first] = await outcomes.told('1');
    outcomes.settingsAre(2, OTHERWISE);
    await outcomes.arrived(revised(0));
    const again = await outcomes.holds('1');
    expect(again).toMatchObject({ state: 'delivered', lines: TAKEN, settingsVersion: 1, warehouse: EAST });
    expect(await outcomes.told('1')).toHaveLength(2);
    const younger = Date.parse(again?.deliveredAt ?? '') - Date.parse(first?.deliveredAt ?? '');
    expect(Math.abs(younger)).toBeLessThan(100);
  });

  it('with the record of a change, it is that of the revision that was delivered', async () => {
    await outcomes.arrived(revised(0));
    const edited = revised(1, {
      order: { lines: LINES.slice(0, 1), warehouse: { code: 'WEST', name: 'West' } },
    });
    await outcomes.arrived(edited);
    await outcomes.arrived(edited);
    expect(await outcomes.holds('1')).toMatchObject({
      ...{ state: 'delivered', revision: 'rev-0000', modifiedAt: '2026-11-03T10:00:00Z' },
      ...{ lines: TAKEN, warehouse: EAST },
    });
  });

  it('of a skipped, parked or waiting order took nothing', async () => {
    stage.answer = () => unavailable();
    const pending = revised(0, { orderId: '2', order: { status: 'pending' } });
    const waiting = revised(0, { orderId: '3', connectionId: 'con_9' });
    for (let times = 0; times < 2; times += 1) await outcomes.arrived(revised(0), pending, waiting);
    for (const [orderId, state, rule] of [
      ['1', 'parked', null],
      ['2', 'skipped', 'order-status'],
      ['3', 'waiting', null],
    ] as const) {
      const told = await outcomes.told(orderId);
      expect(told).toHaveLength(2);
      expect(told[1]).toMatchObject({ state, rule, lines: [], deliveredAt: null });
      expect(told[1]?.reason).toBe(told[0]?.reason);
    }
  });

  it('of a replay nothing is told', async () => {
    await outcomes.arrived(revised(0));
    await stage.arrive([revised(0)], 'replay');
    await stage.settled();
    expect(await outcomes.told('1')).toHaveLength(1);
  });

  it('after a rebuild it is what the topic had, though the settings of then are lost', async () => {
    await outcomes.arrived(revised(0));
    const before = await outcomes.holds('1');
    outcomes.settingsAre(2, OTHERWISE);
    await outcomes.ledgerIsRebuilt(revised(0));
    await outcomes.arrived(revised(0));
    expect(stage.sent).toHaveLength(1);
    const { at: _, ...again } = (await outcomes.holds('1')) ?? { at: '' };
    const { at: __, ...told } = before ?? { at: '' };
    expect(again).toEqual(told);
  });
});
