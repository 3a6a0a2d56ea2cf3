import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, bytesOf, sendNow } from '../testing/orders.js';
import { openReview } from './open-review.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

async function twoRevisions(change: Parameters<typeof anEvent>[0] = { order: { purchaseOrder: 'PO-2' } }) {
  await ledger.claim(anEntry(anEvent({ orderId: '1', revision: 'rev-0001' }), { start: sendNow() }));
  const newer = anEvent({
    orderId: '1',
    revision: 'rev-0002',
    modifiedAt: '2026-11-03T11:00:00Z',
    ...change,
  });
  await ledger.pool.query(
    'insert into revisions (connection_id, order_id, revision, modified_at, event) values ($1, $2, $3, $4, $5)',
    ['con_1', '1', newer.revision, newer.order.modifiedAt, bytesOf(newer)],
  );
}

const SUBJECT = {
  connectionId: 'con_1',
  orderId: '1',
  workspaceId: 'wsp_1',
  delivered: 'rev-0001',
  newest: 'rev-0002',
};

const change = (before: string, after: string) => ({ what: 'purchaseOrder', before, after });

describe('openReview', () => {
  it('tells a person what changed', async () => {
    await twoRevisions({ order: { shipTo: { city: 'Lyon' } } });
    await openReview(ledger.pool, SUBJECT);
    expect(await ledger.rows('select kind, state, changes, closed_at from reviews')).toEqual([
      {
        kind: 'edited',
        state: 'open',
        changes: [{ what: 'shipTo.city', before: 'Paris', after: 'Lyon' }],
        closed_at: null,
      },
    ]);
  });

  it('calls a cancellation by that', async () => {
    await twoRevisions({ order: { status: 'cancelled' } });
    await openReview(ledger.pool, SUBJECT);
    expect(await ledger.rows('select kind, changes from reviews')).toEqual([
      { kind: 'cancelled', changes: [{ what: 'status', before: 'approved', after: 'cancelled' }] },
    ]);
  });

  it('is not called for by an order that only moves on', async () => {
    await twoRevisions({ order: { status: 'shipped' } });
    await openReview(ledger.pool, SUBJECT);
    expect(await ledger.rows('select * from reviews')).toEqual([]);
  });

  it('is opened once for the same change, also when it was closed since', async () => {
    await twoRevisions();
    await openReview(ledger.pool, SUBJECT);
    await openReview(ledger.pool, SUBJECT);
    await ledger.pool.query("update reviews set state = 'closed', closed_at = now(), closed_by = 'Ada'");
    await openReview(ledger.pool, SUBJECT);
    expect(await ledger.rows('select state from reviews')).toEqual([{ state: 'closed' }]);
  });

  it('compares with what a person has carried to the WMS, also there and back and there again', async () => {
    await twoRevisions();
    const changed = (newest: string) => openReview(ledger.pool, { ...SUBJECT, newest });
    const closeAll = () => ledger.pool.query("update reviews set state = 'closed', closed_at = now()");
    for (const newest of ['rev-0002', 'rev-0001', 'rev-0002']) {
      await changed(newest);
      await changed(newest);
      await closeAll();
    }
    expect(
      await ledger.rows('select from_revision, to_revision, changes from reviews order by opened_at'),
    ).toEqual([
      { from_revision: 'rev-0001', to_revision: 'rev-0002', changes: [change('PO-100001', 'PO-2')] },
      { from_revision: 'rev-0002', to_revision: 'rev-0001', changes: [change('PO-2', 'PO-100001')] },
      { from_revision: 'rev-0001', to_revision: 'rev-0002', changes: [change('PO-100001', 'PO-2')] },
    ]);
  });

  it('compares with what was delivered while no task is closed', async () => {
    await twoRevisions();
    await openReview(ledger.pool, SUBJECT);
    await openReview(ledger.pool, { ...SUBJECT, newest: 'rev-0001' });
    expect(await ledger.rows('select to_revision from reviews')).toEqual([{ to_revision: 'rev-0002' }]);
  });

  it('is opened once also by two processes at a time', async () => {
    await twoRevisions();
    const other = await ledger.anotherPool();
    await Promise.all([ledger.pool, other, ledger.pool, other].map((pool) => openReview(pool, SUBJECT)));
    expect(await ledger.rows('select id from reviews')).toHaveLength(1);
  });

  it('says which order is missing a revision', async () => {
    await twoRevisions();
    await expect(openReview(ledger.pool, { ...SUBJECT, newest: 'rev-0003' })).rejects.toThrow(
      'a revision of order 1 is missing from the ledger',
    );
  });
});
