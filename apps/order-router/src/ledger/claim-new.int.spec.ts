import { decide } from '../decide/decide.js';
import { LEASE_MS, OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy, bytesOf, parkedStart, sendNow } from '../testing/orders.js';
import { claimNew } from './claim-new.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const idsOf = (entries: readonly { event: { order: { orderId: string } } }[]) =>
  entries.map(({ event }) => event.order.orderId);

describe('claimNew', () => {
  it('writes a new order with its revision, its decision and its claim', async () => {
    const event = anEvent({ orderId: '1', revision: 'rev-0001' });
    const entry = anEntry(event, { start: sendNow('att-1') });
    expect(await ledger.claim(entry)).toEqual({ fresh: [entry], known: [] });
    expect(await ledger.order('1')).toMatchObject({
      connection_id: 'con_1',
      workspace_id: 'wsp_1',
      revision: 'rev-0001',
      modified_at: new Date(event.order.modifiedAt),
      outcome: 'deliver',
      rule: null,
      reason: null,
      settings_version: 1,
      joor_status: 'approved',
      purchase_order: 'PO-100001',
      customer_code: 'C-1001',
      customer_name: 'Maison Lumière',
      currency: 'USD',
      total: '400.00',
    });
    expect(await ledger.rows('select event, modified_at from revisions')).toEqual([
      { event: bytesOf(event), modified_at: new Date(event.order.modifiedAt) },
    ]);
    expect(await ledger.delivery('1')).toMatchObject({
      revision: 'rev-0001',
      state: 'delivering',
      test_mode: false,
      attempt_id: 'att-1',
      attempts: 0,
      due_at: null,
      doubt: false,
      superseded: false,
      wms_order_id: null,
      settled_at: null,
    });
  });

  it('holds a claim for the lease, and counts the time of trying from now', async () => {
    await ledger.claim(anEntry(anEvent()));
    const seconds = await ledger.secondsTo('100001', 'lease_until');
    expect(seconds).toBeGreaterThan(LEASE_MS / 1_000 - 5);
    expect(seconds).toBeLessThanOrEqual(LEASE_MS / 1_000);
    expect((await ledger.delivery('100001'))?.first_tried_at).toBeInstanceOf(Date);
  });

  it('parks what cannot be sent now, due when it says, without a claim', async () => {
    await ledger.claim(anEntry(anEvent(), { start: parkedStart(60_000, 'give it an address') }));
    expect(await ledger.delivery('100001')).toMatchObject({
      state: 'parked',
      reason: 'give it an address',
      attempt_id: null,
      lease_until: null,
      first_tried_at: null,
    });
    expect(await ledger.secondsTo('100001', 'due_at')).toBeGreaterThan(50);
  });

  it('keeps which world a start belongs to', async () => {
    const live = anEntry(anEvent({ orderId: '1' }));
    const test = anEntry(anEvent({ orderId: '2' }), {
      start: { state: 'delivering', attemptId: 'a', testMode: true },
    });
    const rendered = anEntry(anEvent({ orderId: '3' }), {
      start: { state: 'would-deliver', testMode: true, body: '{}' },
    });
    await ledger.claim(live, test, rendered);
    const rows = await ledger.rows('select order_id, state, test_mode from deliveries order by order_id');
    expect(rows).toEqual([
      { order_id: '1', state: 'delivering', test_mode: false },
      { order_id: '2', state: 'delivering', test_mode: true },
      { order_id: '3', state: 'would-deliver', test_mode: true },
    ]);
    expect(await ledger.delivery('3')).toMatchObject({ attempt_id: null, due_at: null, lease_until: null });
  });

  it('writes a skipped and a waiting order without a delivery, with the reason', async () => {
    const skipped = anEvent({ orderId: '1', order: { status: 'pending' } });
    const waiting = anEntry(anEvent({ orderId: '2' }), { decision: null, start: null });
    await ledger.claim(anEntry(skipped), waiting);
    expect(await ledger.order('1')).toMatchObject({
      outcome: 'skip',
      rule: 'order-status',
      reason: 'the order is pending, Joor Order Status is Approved',
    });
    expect(await ledger.order('2')).toMatchObject({
      outcome: 'wait',
      rule: null,
      reason: "the connection's settings have not arrived yet",
      settings_version: 0,
    });
    expect(await ledger.rows('select * from deliveries')).toEqual([]);
  });

  it('tells new orders from known ones in one group, and leaves the known as they are', async () => {
    const first = anEntry(anEvent({ orderId: '1', revision: 'rev-0001' }), { start: sendNow('att-1') });
    await ledger.claim(first);
    const again = anEntry(anEvent({ orderId: '1', revision: 'rev-0002' }), { start: sendNow('att-2') });
    const other = anEntry(anEvent({ orderId: '2' }));
    const { fresh, known } = await ledger.claim(again, other);
    expect([idsOf(fresh), idsOf(known)]).toEqual([['2'], ['1']]);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0001' });
    expect(await ledger.delivery('1')).toMatchObject({ attempt_id: 'att-1' });
    expect(await ledger.revisions('1')).toEqual(['rev-0001']);
  });

  it('keeps the same number apart in two connections', async () => {
    const events = ['con_1', 'con_2'].map((connectionId) => anEvent({ connectionId, orderId: '1' }));
    const { fresh } = await ledger.claim(...events.map((event) => anEntry(event)));
    expect(fresh).toHaveLength(2);
    expect((await ledger.claim(...events.map((event) => anEntry(event)))).known).toHaveLength(2);
  });

  it('takes an empty group', async () => {
    expect(await ledger.claim()).toEqual({ fresh: [], known: [] });
  });

  it('keeps search columns short, and characters that text cannot hold out of them', async () => {
    const customer = { code: 'é'.repeat(500), name: 'A\0B' };
    const event = anEvent({ order: { customer, purchaseOrder: '🧵'.repeat(300) } });
    await ledger.claim(anEntry(event));
    const order = await ledger.order('100001');
    expect(order?.customer_code).toBe('é'.repeat(200));
    expect(order?.customer_name).toBe('AB');
    expect(order?.purchase_order).toBe('🧵'.repeat(100));
    expect(await ledger.rows('select event from revisions')).toEqual([{ event: bytesOf(event) }]);
  });

  it('names the settings that decided', async () => {
    const event = anEvent();
    await ledger.claim(anEntry(event, { decision: decide(event.order, aPolicy({}, true, 42)) }));
    expect(await ledger.order('100001')).toMatchObject({ settings_version: 42 });
  });
});

describe('two processes that claim the same orders at once', () => {
  it('claim each exactly once between them', async () => {
    const pools = [ledger.pool, await ledger.anotherPool()];
    const events = Array.from({ length: 200 }, (_, at) => anEvent({ orderId: String(at) }));
    for (let round = 0; round < 3; round += 1) {
      await ledger.clear();
      const groups = await Promise.all(
        pools.map((pool, process) =>
          claimNew(
            pool,
            events.map((event) => anEntry(event, { start: sendNow(`${process}-${event.order.orderId}`) })),
            LEASE_MS,
          ),
        ),
      );
      const claimed = groups.flatMap(({ fresh }) => fresh);
      expect(claimed).toHaveLength(200);
      expect(new Set(idsOf(claimed)).size).toBe(200);
      expect(groups.flatMap(({ known }) => known)).toHaveLength(200);
      const attempts = new Map(
        (await ledger.rows('select order_id, attempt_id from deliveries')).map((row) => [
          row.order_id,
          row.attempt_id,
        ]),
      );
      for (const { event, start } of claimed) {
        expect(start).toMatchObject({ attemptId: attempts.get(event.order.orderId) });
      }
    }
  });
});
