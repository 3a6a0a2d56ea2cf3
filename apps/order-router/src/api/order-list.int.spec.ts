import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, parkedStart } from '../testing/orders.js';
import { aRejection } from '../testing/problems.js';
import type { OrderSearch } from './order-dto.js';
import { listOrders } from './order-list.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

type Parts = NonNullable<Parameters<typeof anEvent>[0]> & { readonly workspaceId?: string };

const add = ({ workspaceId = 'wsp_1', ...parts }: Parts) =>
  ledger.claim(anEntry({ ...anEvent(parts), workspaceId }, { start: parkedStart() }));

async function addMany(from: number, to: number) {
  for (let at = from; at <= to; at += 1) await add({ orderId: String(at) });
}

const idsOf = async (search: OrderSearch, workspaceId: string | null = null) =>
  (await listOrders(ledger.pool, workspaceId, search)).items.map(({ orderId }) => orderId);

describe('a page', () => {
  it('has the newest first, with what is to be seen at a glance', async () => {
    await addMany(1, 2);
    const { items, nextCursor } = await listOrders(ledger.pool, null, {});
    expect(items.map(({ orderId }) => orderId)).toEqual(['2', '1']);
    expect(nextCursor).toBeNull();
    expect(items[0]).toEqual({
      connectionId: 'con_1',
      orderId: '2',
      state: 'parked',
      rule: null,
      reason: 'waiting for its turn',
      joorStatus: 'approved',
      purchaseOrder: 'PO-100001',
      customerCode: 'C-1001',
      customerName: 'Maison Lumière',
      currency: 'USD',
      total: '400.00',
      wmsOrderId: null,
      modifiedAt: '2026-11-03T10:00:00.000Z',
      firstSeenAt: expect.stringMatching(/Z$/),
    });
  });

  it('has 50 orders unless asked otherwise', async () => {
    await ledger.claim(...Array.from({ length: 60 }, (_, at) => anEntry(anEvent({ orderId: String(at) }))));
    expect(await idsOf({})).toHaveLength(50);
    expect(await idsOf({ limit: 7 })).toHaveLength(7);
  });

  it('of an empty ledger is empty', async () => {
    expect(await listOrders(ledger.pool, null, {})).toEqual({ items: [], nextCursor: null });
  });

  it('has no next one when it ends exactly with the list', async () => {
    await addMany(1, 4);
    const first = await listOrders(ledger.pool, null, { limit: 2 });
    const second = await listOrders(ledger.pool, null, { limit: 2, cursor: String(first.nextCursor) });
    expect([first.nextCursor === null, second.nextCursor]).toEqual([false, null]);
  });
});

describe('paging', () => {
  it('neither skips nor repeats an order while new ones come in', async () => {
    await addMany(1, 23);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let newcomer = 100; ; newcomer += 1) {
      const search = cursor === undefined ? { limit: 5 } : { limit: 5, cursor };
      const page = await listOrders(ledger.pool, null, search);
      seen.push(...page.items.map(({ orderId }) => orderId));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
      await add({ orderId: String(newcomer) });
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, at) => String(23 - at)));
  });

  it('keeps its place when an order changes', async () => {
    await addMany(1, 6);
    const first = await listOrders(ledger.pool, null, { limit: 3 });
    await ledger.pool.query(
      "update orders set revision = 'rev-0002', decided_at = now() where order_id = '2'",
    );
    await ledger.pool.query("update deliveries set state = 'delivered' where order_id = '2'");
    expect(await idsOf({ limit: 3, cursor: String(first.nextCursor) })).toEqual(['3', '2', '1']);
  });

  it.each([
    'x',
    '',
    Buffer.from('1; drop').toString('base64url'),
    Buffer.from('9'.repeat(30)).toString('base64url'),
  ])('refuses a cursor that is none of this list: %j', async (cursor) => {
    const problem = await aRejection(listOrders(ledger.pool, null, { cursor }));
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'cursor' }] });
  });
});

describe('search', () => {
  it('shows a workspace its own orders only', async () => {
    await add({ orderId: '1' });
    await add({ orderId: '2', connectionId: 'con_2', workspaceId: 'wsp_2' });
    expect(await idsOf({}, 'wsp_2')).toEqual(['2']);
    expect(await idsOf({ connectionId: 'con_1' }, 'wsp_2')).toEqual([]);
    expect(await idsOf({}, null)).toEqual(['2', '1']);
  });

  it('finds by connection, order, purchase order and customer', async () => {
    const customer = { code: 'C-77', name: 'Bergdorf & Söhne' };
    await add({ orderId: '1', order: { purchaseOrder: 'PO-7', customer } });
    await add({ orderId: '2', connectionId: 'con_2' });
    expect(await idsOf({ connectionId: 'con_2' })).toEqual(['2']);
    expect(await idsOf({ orderId: '1' })).toEqual(['1']);
    expect(await idsOf({ purchaseOrder: 'PO-7' })).toEqual(['1']);
    expect(await idsOf({ purchaseOrder: 'PO' })).toEqual([]);
    expect(await idsOf({ customer: 'C-77' })).toEqual(['1']);
    expect(await idsOf({ customer: 'c-77' })).toEqual([]);
    expect(await idsOf({ customer: 'söhne' })).toEqual(['1']);
    expect(await idsOf({ customer: 'maison' })).toEqual(['2']);
  });

  it('takes a customer literally', async () => {
    await add({ orderId: '1', order: { customer: { name: '100% Wool' } } });
    await add({ orderId: '2' });
    expect(await idsOf({ customer: '%' })).toEqual(['1']);
    expect(await idsOf({ customer: '_' })).toEqual([]);
    expect(await idsOf({ customer: "'; drop table orders; --" })).toEqual([]);
  });

  it('finds by where the order stands, delivery or not', async () => {
    await add({ orderId: '1' });
    await ledger.claim(anEntry(anEvent({ orderId: '2', order: { status: 'pending' } })));
    await ledger.claim(anEntry(anEvent({ orderId: '3' }), { decision: null, start: null }));
    await ledger.claim(anEntry(anEvent({ orderId: '4', order: { lines: [] } })));
    await ledger.pool.query("update deliveries set state = 'failed' where order_id = '1'");
    expect(await idsOf({ state: 'failed' })).toEqual(['1']);
    expect(await idsOf({ state: 'skipped' })).toEqual(['2']);
    expect(await idsOf({ state: 'waiting' })).toEqual(['3']);
    expect(await idsOf({ state: 'held' })).toEqual(['4']);
    expect(await idsOf({ state: 'parked' })).toEqual([]);
  });

  it('finds by when an order was first seen: from counts, to does not', async () => {
    await addMany(1, 3);
    await ledger.pool.query(
      "update orders set first_seen_at = '2026-11-01T00:00:00Z'::timestamptz + order_id::int * interval '1 day'",
    );
    expect(await idsOf({ from: '2026-11-03T00:00:00Z' })).toEqual(['3', '2']);
    expect(await idsOf({ to: '2026-11-03T00:00:00Z' })).toEqual(['1']);
    expect(await idsOf({ from: '2026-11-03T00:00:00Z', to: '2026-11-04T00:00:00Z' })).toEqual(['2']);
    expect(await idsOf({ from: '2026-11-03T01:00:00+01:00' })).toEqual(['3', '2']);
  });

  it('wants all of its conditions', async () => {
    await addMany(1, 3);
    expect(await idsOf({ orderId: '2', connectionId: 'con_1', state: 'parked' })).toEqual(['2']);
    expect(await idsOf({ orderId: '2', state: 'failed' })).toEqual([]);
  });
});
