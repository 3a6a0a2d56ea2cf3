import { eventually } from '@joor-bridge/testing';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEntry, anEvent, parkedStart } from '../testing/orders.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';

const ORDERS = 60;
const IDS = Array.from({ length: ORDERS }, (_, at) => String(at));
/** 20 orders go out in a lease, and 60 within three. */
const PACE = { concurrency: 4, perSecond: 20, batch: 1 };
const TIMES = { leaseMs: 1_000, settleMs: 300 };

let ledger: OwnLedger;
let stage: RouterStage;
let lookUps = 0;
stageForEachTest(
  process.env.DATABASE_URL,
  (staged) => {
    ({ ledger, stage } = staged);
    lookUps = 0;
    stage.destination = (snapshot) => stage.ready(snapshot, { pace: PACE, capabilities: { lookUp: true } });
    stage.find = () => {
      lookUps += 1;
      return Promise.reject(new Error('none of these is in doubt'));
    };
    stage.connections.set(aConnection('con_1'));
  },
  TIMES,
);

async function allDelivered(): Promise<void> {
  await eventually(
    async () => {
      const [row] = await ledger.rows(
        "select count(*)::int from deliveries where state = 'delivered' and not doubt",
      );
      return row?.count === ORDERS;
    },
    { timeoutMs: 15_000, everyMs: 50 },
  );
  await stage.settled();
}

describe('60 orders of a connection that takes 20 in a lease', () => {
  it('that wait in the ledger are each sent once, without a doubt, and each outcome is told once', async () => {
    await ledger.claim(...IDS.map((orderId) => anEntry(anEvent({ orderId }), { start: parkedStart() })));
    stage.timer.start();
    await allDelivered();
    expect([...stage.sent].sort()).toEqual(IDS.map((id) => `${id} r1000000`).sort());
    expect(lookUps).toBe(0);
    const told = await ledger.outbox();
    expect(told.map(({ state }) => state)).toEqual(IDS.map(() => 'delivered'));
  });

  it('that come from Kafka all at once are each sent once, without a doubt', async () => {
    stage.timer.start();
    const records = await stage.arrive(IDS.map((orderId) => anEvent({ orderId })));
    await allDelivered();
    expect([...stage.sent].sort()).toEqual(IDS.map((id) => `${id} r1000000`).sort());
    expect(lookUps).toBe(0);
    expect(records.map(({ answers }) => answers)).toEqual(IDS.map(() => ['ack']));
  });
});

it('orders that the lane had no place for go out with the next that is free, without a tick of the timer', async () => {
  stage.destination = (snapshot) => stage.ready(snapshot, { pace: { ...PACE, perSecond: null } });
  const ids = Array.from({ length: 150 }, (_, at) => String(at));
  await stage.arrive(ids.map((orderId) => anEvent({ orderId })));
  await eventually(() => stage.sent.length === ids.length);
  expect(new Set(stage.sent).size).toBe(ids.length);
});
