import { aJob, aResult } from '../testing/answers.js';
import { OwnLedger } from '../testing/ledger.js';
import { aConnection, anEntry, anEvent, bytesOf, sendNow } from '../testing/orders.js';
import { recordResults } from './record-results.js';
import { settleLeft } from './settle-superseded.js';

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

/** The result of the older revision is written, the newer one came before; then the process died. */
async function died(fate: Parameters<typeof aResult>[1], superseded = true) {
  await ledger.claim(anEntry(older, { start: sendNow('att-1') }));
  await ledger.pool.query(
    'insert into revisions (connection_id, order_id, revision, modified_at, event) values ($1, $2, $3, $4, $5)',
    ['con_1', '1', newer.revision, newer.order.modifiedAt, bytesOf(newer)],
  );
  await ledger.pool.query("update orders set revision = 'rev-0002'");
  await ledger.pool.query('update deliveries set superseded = $1', [superseded]);
  await recordResults(ledger.pool, [aResult(aJob({ attemptId: 'att-1' }, older), fate)]);
}

const errors: unknown[] = [];
const anotherProcess = () =>
  settleLeft(ledger.pool, { get: () => aConnection('con_1') }, (error) => void errors.push(error));
const secondsLater = () => ledger.pool.query("update deliveries set due_at = due_at - interval '6 s'");

describe('a process that died before it had settled a superseded delivery', () => {
  it('leaves the newer revision of a refused order to another, which sends it', async () => {
    await died({ state: 'failed', reason: 'unknown SKU' });
    await secondsLater();
    await anotherProcess();
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', superseded: false });
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(0);
  });

  it('leaves the change of a delivered order to another, which opens the review once', async () => {
    await died({});
    await secondsLater();
    await anotherProcess();
    await anotherProcess();
    expect(await ledger.rows('select * from reviews')).toHaveLength(1);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', superseded: false, due_at: null });
  });

  it('has some seconds to do it itself', async () => {
    await died({});
    await anotherProcess();
    expect(await ledger.rows('select * from reviews')).toEqual([]);
  });

  it('leaves nothing of an order that no newer revision met', async () => {
    await died({}, false);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivered', due_at: null });
  });

  it('and one that cannot be settled keeps no other from it, and comes again later', async () => {
    await died({});
    await ledger.pool.query(`insert into deliveries (connection_id, order_id, revision, state, test_mode, superseded, due_at)
      select connection_id, '0', revision, state, test_mode, true, due_at from deliveries`);
    await ledger.pool.query(`insert into orders (connection_id, order_id, workspace_id, revision, modified_at, outcome,
        settings_version, joor_status, purchase_order, customer_code, customer_name, currency, total)
      select connection_id, '0', workspace_id, 'rev-gone', modified_at, outcome, settings_version, joor_status,
        purchase_order, customer_code, customer_name, currency, total from orders`);
    await ledger.pool.query(
      "update deliveries set due_at = due_at - order_id::int * interval '1 s' - interval '6 s'",
    );
    await anotherProcess();
    expect(errors).toMatchObject([{ message: 'a revision of order 0 is missing from the ledger' }]);
    expect(await ledger.rows('select order_id from reviews')).toEqual([{ order_id: '1' }]);
    expect(await ledger.secondsTo('0', 'due_at')).toBeGreaterThan(50);
  });
});
