import { eventually } from '@joor-bridge/testing';
import type { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEvent, bytesOf } from '../testing/orders.js';
import type { RouterStage } from '../testing/router-stage.js';
import { stageForEachTest } from '../testing/stage-hooks.js';

let ledger: OwnLedger;
let stage: RouterStage;
stageForEachTest(process.env.DATABASE_URL, (staged) => {
  ({ ledger, stage } = staged);
  stage.connections.set(aConnection('con_1'));
});

const FIRST = { orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };

async function arrived(...events: Parameters<RouterStage['arrive']>[0]) {
  const records = await stage.arrive(events);
  await stage.settled();
  return records;
}

describe('a ledger that cannot be written', () => {
  it('gives the records back to their sender', async () => {
    await ledger.pool.query('alter table orders rename to orders_gone');
    try {
      const records = await stage.arrive([anEvent(FIRST), anEvent({ orderId: '2' })]);
      expect(records.map(({ answers }) => answers)).toEqual([['nack'], ['nack']]);
      expect(stage.sent).toEqual([]);
    } finally {
      await ledger.pool.query('alter table orders_gone rename to orders');
    }
    await arrived(anEvent(FIRST));
    expect(stage.sent).toEqual(['1 rev-0001']);
  });

  it('is a failure of whoever considers orders without a record', async () => {
    const event = anEvent(FIRST);
    await ledger.pool.query('alter table orders rename to orders_gone');
    try {
      const considering = stage.intake.consider([{ event, bytes: bytesOf(event), record: null }], 'person');
      await expect(considering).rejects.toThrow('orders');
    } finally {
      await ledger.pool.query('alter table orders_gone rename to orders');
    }
  });

  it('gives back known orders only, since the new ones of the group are on their way', async () => {
    await arrived(anEvent(FIRST));
    await ledger.pool.query('alter table past_decisions rename to past_decisions_gone');
    try {
      const [known, fresh] = await arrived(anEvent(LATER), anEvent({ orderId: '2' }));
      expect([known?.answers, fresh?.answers]).toEqual([['nack'], ['ack']]);
      expect(stage.sent).toEqual(['1 rev-0001', '2 r1000000']);
    } finally {
      await ledger.pool.query('alter table past_decisions_gone rename to past_decisions');
    }
  });
});

describe('one order of 200 that cannot be taken', () => {
  const ids = Array.from({ length: 200 }, (_, at) => String(at));
  const newer = { revision: 'rev-0002', modifiedAt: LATER.modifiedAt } as const;
  const refusing = (condition: string) =>
    ledger.pool.query(`alter table orders add constraint refused check (order_id <> '77' or ${condition})`);
  afterEach(() => ledger.pool.query('alter table orders drop constraint if exists refused'));

  function expectOnly77Back(records: Awaited<ReturnType<typeof arrived>>): void {
    const back = records.flatMap(({ answers }, at) => (answers.includes('nack') ? [ids[at]] : []));
    expect(back).toEqual(['77']);
    expect(records.filter(({ answers }) => answers.join() === 'ack')).toHaveLength(199);
  }

  it('because the ledger refuses it goes back alone', async () => {
    await refusing('false');
    expectOnly77Back(await arrived(...ids.map((orderId) => anEvent({ orderId }))));
    await eventually(async () => {
      const [row] = await ledger.rows("select count(*)::int from deliveries where state <> 'delivering'");
      return row?.count === 199;
    });
  });

  it('because the ledger refuses its newer revision goes back alone', async () => {
    await arrived(...ids.map((orderId) => anEvent({ orderId, order: { status: 'pending' } })));
    await refusing("revision <> 'rev-0002'");
    const events = ids.map((orderId) => anEvent({ orderId, ...newer, order: { status: 'pending' } }));
    expectOnly77Back(await arrived(...events));
  });

  it('because it cannot be decided goes back alone, and its group holds no place in the lane', async () => {
    const events = ids.map((orderId) => anEvent({ orderId }));
    const undecidable = (event: (typeof events)[number]) =>
      event.order.orderId === '77'
        ? { ...event, order: { ...event.order, lines: null as unknown as [] } }
        : event;
    expectOnly77Back(await arrived(...events.map(undecidable)));
    const { lane } = stage.deliverer.opened(aConnection('con_1'));
    expect(lane?.admits(0)).toBe(true);
  });
});
