import { decide } from '../decide/decide.js';
import { OwnLedger } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy } from '../testing/orders.js';
import { connectionsUndecided, undecidedOrders } from './undecided.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const START = { after: '0', limit: 10 };

/** An order that is held under a version, or waits for settings at all. */
async function undecided(orderId: string, version: number | 'waiting', connectionId = 'con_1') {
  const event = anEvent({ orderId, connectionId });
  const decision = version === 'waiting' ? null : decide(event.order, aPolicy({}, false, version));
  await ledger.claim(anEntry(event, { decision, start: null }));
}

const idsOf = (found: Awaited<ReturnType<typeof undecidedOrders>>) =>
  found.orders.map(({ event }) => event.order.orderId);

describe('undecidedOrders', () => {
  it('are those that wait or are held by a decision older than the settings, oldest first', async () => {
    await undecided('1', 'waiting');
    await undecided('2', 3);
    await undecided('3', 4);
    await undecided('4', 1, 'con_2');
    await ledger.claim(anEntry(anEvent({ orderId: '5' })));
    await ledger.claim(anEntry(anEvent({ orderId: '6', order: { status: 'pending' } })));
    expect(idsOf(await undecidedOrders(ledger.pool, 'con_1', 4, START))).toEqual(['1', '2']);
    expect(idsOf(await undecidedOrders(ledger.pool, 'con_1', 5, START))).toEqual(['1', '2', '3']);
    expect(idsOf(await undecidedOrders(ledger.pool, 'con_1', 0, START))).toEqual([]);
  });

  it('come in groups, each behind the one before, also when nothing was made of it', async () => {
    for (let at = 1; at <= 7; at += 1) await undecided(String(at), 'waiting');
    const seen: string[] = [];
    for (let after = '0'; ; ) {
      const group = await undecidedOrders(ledger.pool, 'con_1', 1, { after, limit: 3 });
      if (group.last === null) break;
      expect(group.orders.length).toBeLessThanOrEqual(3);
      seen.push(...idsOf(group));
      after = group.last;
    }
    expect(seen).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('come with the newest revision, as it came from Kafka', async () => {
    await undecided('1', 'waiting');
    const { orders } = await undecidedOrders(ledger.pool, 'con_1', 1, START);
    const [only] = orders;
    expect(only?.event).toEqual(anEvent({ orderId: '1' }));
    expect(JSON.parse(String(only?.bytes))).toEqual(only?.event);
  });

  it('come also behind one that cannot be read any more, which is told', async () => {
    for (const orderId of ['1', '2', '3']) await undecided(orderId, 'waiting');
    await ledger.pool.query("update revisions set event = '{}' where order_id in ('1', '3')");
    const group = await undecidedOrders(ledger.pool, 'con_1', 1, START);
    expect(idsOf(group)).toEqual(['2']);
    expect(group.failures).toHaveLength(2);
    const rest = await undecidedOrders(ledger.pool, 'con_1', 1, { after: group.last ?? '', limit: 10 });
    expect(rest).toEqual({ orders: [], failures: [], last: null });
  });
});

describe('connectionsUndecided', () => {
  it('names connections with such orders, once each', async () => {
    await undecided('1', 'waiting');
    await undecided('2', 3);
    await undecided('3', 1, 'con_2');
    await ledger.claim(anEntry(anEvent({ connectionId: 'con_3' })));
    expect((await connectionsUndecided(ledger.pool)).sort()).toEqual(['con_1', 'con_2']);
  });
});
