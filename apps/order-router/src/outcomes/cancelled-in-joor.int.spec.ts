import { ambiguous, anExchange, unavailable } from '../testing/answers.js';
import type { OwnLedger } from '../testing/ledger.js';
import type { OutcomeStage } from '../testing/outcome-stage.js';
import type { RouterStage } from '../testing/router-stage.js';
import { cancelled, revised, TAKEN } from '../testing/shirt-order.js';
import { outcomesForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let outcomes: OutcomeStage;
let stage: RouterStage;
const servers = { databaseUrl: process.env.DATABASE_URL, kafkaBrokers: process.env.KAFKA_BROKERS };
outcomesForEachTest(servers, (staged) => {
  ({ ledger, stage, outcomes } = staged);
});

describe('an order that JOOR cancels after its delivery', () => {
  it('is told as cancelled, with what it took; and as not cancelled when it comes back', async () => {
    await outcomes.arrived(revised(0));
    await outcomes.arrived(cancelled());
    expect(await outcomes.holds('1')).toMatchObject({
      ...{ state: 'delivered', cancelledInJoor: true, lines: TAKEN, revision: 'rev-0000' },
    });
    expect(await ledger.rows('select kind from reviews')).toEqual([{ kind: 'cancelled' }]);
    await outcomes.arrived(revised(2));
    expect(await outcomes.holds('1')).toMatchObject({
      state: 'delivered',
      cancelledInJoor: false,
      lines: TAKEN,
    });
    const told = await outcomes.told('1');
    expect(told.map(({ cancelledInJoor }) => cancelledInJoor)).toEqual([false, true, false]);
    const times = told.map(({ deliveredAt }) => Date.parse(deliveredAt ?? ''));
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(100);
  });

  it.each([
    ['as a replay brings it', 'replay', 'review'],
    ['where changes are ignored', 'live', 'ignore'],
  ] as const)('is told as cancelled %s', async (_, trigger, policy) => {
    outcomes.settingsAre(1, { 'orders.editPolicy': policy });
    await outcomes.arrived(revised(0));
    await stage.arrive([cancelled()], trigger);
    expect(await outcomes.holds('1')).toMatchObject({ state: 'delivered', cancelledInJoor: true });
  });

  it('is told once for a change that leaves it cancelled', async () => {
    await outcomes.arrived(revised(0));
    await outcomes.arrived(cancelled());
    await outcomes.arrived(revised(2, { order: { status: 'cancelled', comments: 'sorry' } }));
    expect(await outcomes.told('1')).toHaveLength(2);
  });

  it('is told as cancelled also when that comes while its request is under way', async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    stage.answer = async () => {
      await gate;
      return { kind: 'accepted', wmsOrderId: 'W-1', exchange: anExchange() };
    };
    await stage.arrive([revised(0)]);
    await stage.arrive([cancelled()]);
    answer();
    await stage.settled();
    expect(await outcomes.holds('1')).toMatchObject({
      ...{ state: 'delivered', cancelledInJoor: true, lines: TAKEN, revision: 'rev-0000' },
    });
  });

  it('is told as cancelled when its delivery was in doubt at that time, and is found later', async () => {
    stage.answer = () => ambiguous();
    await outcomes.arrived(revised(0));
    await outcomes.arrived(cancelled());
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', superseded: true });
    outcomes.wmsHasIt();
    await outcomes.timerDelivers('1');
    expect(await outcomes.holds('1')).toMatchObject({
      state: 'delivered',
      cancelledInJoor: true,
      lines: TAKEN,
    });
  });

  it('is told after a rebuild, where the ledger was lost before it was', async () => {
    await outcomes.arrived(revised(0));
    await outcomes.ledgerIsRebuilt(revised(0), cancelled());
    expect(await outcomes.holds('1')).toMatchObject({
      state: 'delivered',
      cancelledInJoor: true,
      lines: TAKEN,
    });
  });

  it('is told as come back after a rebuild, where the ledger was lost before it was', async () => {
    await outcomes.arrived(revised(0));
    await outcomes.arrived(cancelled());
    await outcomes.ledgerIsRebuilt(revised(0), cancelled(), revised(2));
    expect(await outcomes.holds('1')).toMatchObject({
      state: 'delivered',
      cancelledInJoor: false,
      lines: TAKEN,
    });
  });

  it('and was never delivered is skipped, and cancelled', async () => {
    stage.answer = () => unavailable();
    await outcomes.arrived(revised(0));
    await outcomes.arrived(cancelled());
    expect(await outcomes.holds('1')).toMatchObject({ state: 'skipped', cancelledInJoor: true, lines: [] });
  });
});
