import type { Settings } from '@joor-bridge/contracts';
import { aJob, aResult, parkedFate } from '../testing/answers.js';
import { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEntry, anEvent, bytesOf, sendNow } from '../testing/orders.js';
import { settleSuperseded } from './settle-superseded.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const older = anEvent({ orderId: '1', revision: 'rev-0001' });
const newer = anEvent({
  orderId: '1',
  revision: 'rev-0002',
  modifiedAt: '2026-11-03T11:00:00Z',
  order: { purchaseOrder: 'PO-2' },
});
const job = aJob({ attemptId: 'att-1' }, older);

/** The older revision has been sent and left like this; the newer one came meanwhile. */
async function standing(columns: string) {
  await ledger.claim(anEntry(older, { start: sendNow('att-1') }));
  await ledger.pool.query(
    'insert into revisions (connection_id, order_id, revision, modified_at, event) values ($1, $2, $3, $4, $5)',
    ['con_1', '1', newer.revision, newer.order.modifiedAt, bytesOf(newer)],
  );
  await ledger.pool.query("update orders set revision = 'rev-0002'");
  await ledger.pool.query(`update deliveries set superseded = true, attempt_id = null, ${columns}`);
}

const settle = (fate: Parameters<typeof aResult>[1], policy: Settings['orders.editPolicy'] = 'review') => {
  const snapshot = aConnection('con_1', { 'orders.editPolicy': policy });
  return settleSuperseded(ledger.pool, { get: () => snapshot }, job, aResult(job, fate));
};

describe('a newer revision of an order that was delivered meanwhile', () => {
  it.each(['review', 'amend'] as const)('is a task for a person under %s', async (policy) => {
    await standing("state = 'delivered', settled_at = now()");
    await settle({}, policy);
    expect(await ledger.rows('select * from reviews')).toMatchObject([
      {
        connection_id: 'con_1',
        order_id: '1',
        workspace_id: 'wsp_1',
        kind: 'edited',
        state: 'open',
        from_revision: 'rev-0001',
        to_revision: 'rev-0002',
        changes: [{ what: 'purchaseOrder', before: 'PO-100001', after: 'PO-2' }],
      },
    ]);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', revision: 'rev-0001' });
  });

  it('is left at that where changes are ignored', async () => {
    await standing("state = 'delivered'");
    await settle({}, 'ignore');
    expect(await ledger.rows('select * from reviews')).toEqual([]);
  });
});

describe('a newer revision of an order that was not delivered', () => {
  it('goes out in place of the one that was refused', async () => {
    await standing("state = 'failed', settled_at = now(), due_at = null");
    await settle({ state: 'failed', reason: 'unknown SKU' });
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'parked',
      superseded: false,
      settled_at: null,
    });
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(0);
  });

  it('waits for the time of the one that is parked', async () => {
    await standing("state = 'parked', due_at = now() + interval '60 s'");
    await settle(parkedFate());
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', superseded: false });
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(50);
  });

  it('waits until the doubt about the older one is resolved', async () => {
    await standing("state = 'parked', doubt = true, due_at = now() + interval '60 s'");
    await settle(parkedFate({ doubt: true }));
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', doubt: true, superseded: true });
  });

  it('does not touch what somebody else has claimed or cancelled meanwhile', async () => {
    for (const state of ['delivering', 'cancelled', 'delivered']) {
      await ledger.clear();
      await standing(`state = '${state}', due_at = null`);
      await settle({ state: 'failed', reason: 'no' });
      expect(await ledger.delivery('1')).toMatchObject({ state, due_at: null });
    }
  });
});

describe('no newer revision', () => {
  it('changes nothing', async () => {
    await standing("state = 'failed', due_at = null");
    await ledger.pool.query("update orders set revision = 'rev-0001'");
    await settle({ state: 'failed', reason: 'no' });
    expect(await ledger.delivery('1')).toMatchObject({ state: 'failed' });
  });

  it('nor does an order that is gone', async () => {
    await settle({});
    expect(await ledger.rows('select * from reviews')).toEqual([]);
  });
});
