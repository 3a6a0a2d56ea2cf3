import { decide } from '../decide/decide.js';
import { LEASE_MS, OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { anEntry, anEvent, aPolicy, parkedStart, sendNow } from '../testing/orders.js';
import { changeKnown, knownOrders } from './change-known.js';
import type { Entry } from './entry.js';
import type { Trigger } from './reconsider.js';
import type { Reconsidered } from './reconsidered.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const FIRST = { orderId: '1', revision: 'rev-0001', modifiedAt: '2026-11-03T10:00:00Z' };
const LATER = { orderId: '1', revision: 'rev-0002', modifiedAt: '2026-11-03T11:00:00Z' };
const EARLIER = { orderId: '1', revision: 'rev-0000', modifiedAt: '2026-11-03T09:00:00Z' };

interface Hooks {
  readonly reviewed: Reconsidered[];
  readonly announce: (reconsidered: readonly Reconsidered[]) => Promise<void>;
}

async function change(entries: readonly Entry[], trigger: Trigger = 'live', hooks: Partial<Hooks> = {}) {
  const limits = {
    leaseMs: LEASE_MS,
    settleMs: SETTLE_MS,
    review: async (_: unknown, one: Reconsidered) => void hooks.reviewed?.push(one),
  };
  const announce = async (_: unknown, all: readonly Reconsidered[]) => hooks.announce?.(all);
  return changeKnown(ledger.pool, entries, trigger, limits, announce);
}

const actionOf = async (entry: Entry, trigger: Trigger = 'live') =>
  (await change([entry], trigger))[0]?.action;

/** The order is in the ledger with its first revision and a delivery that stands like this. */
async function standing(columns: string, first: Partial<Entry> = {}) {
  await ledger.claim(anEntry(anEvent(FIRST), { start: sendNow('att-1'), ...first }));
  await ledger.pool.query(`update deliveries set ${columns}`);
}

const skipping = (event = anEvent({ ...LATER, order: { status: 'cancelled' } })) => anEntry(event);
const DELIVERED = "state = 'delivered', attempt_id = null, lease_until = null, wms_order_id = 'W-1'";

describe('none', () => {
  it('leaves every row as it is', async () => {
    await standing(DELIVERED);
    const before = [await ledger.order('1'), await ledger.delivery('1')];
    expect(await actionOf(anEntry(anEvent(FIRST)))).toBe('none');
    expect([await ledger.order('1'), await ledger.delivery('1')]).toEqual(before);
  });
});

describe('keep-old-revision', () => {
  it('keeps an older revision for the record only', async () => {
    await standing(DELIVERED);
    expect(await actionOf(anEntry(anEvent(EARLIER)))).toBe('keep-old-revision');
    expect(await ledger.revisions('1')).toEqual(['rev-0000', 'rev-0001']);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0001' });
    expect(await ledger.rows('select * from past_decisions')).toEqual([]);
  });
});

describe('take', () => {
  it('starts a delivery that was skipped so far, and keeps the decision of before', async () => {
    const skipped = anEvent({ ...FIRST, order: { status: 'pending' } });
    await ledger.claim(anEntry(skipped));
    expect(await actionOf(anEntry(anEvent(LATER), { start: sendNow('att-2') }))).toBe('take');
    expect(await ledger.order('1')).toMatchObject({
      revision: 'rev-0002',
      outcome: 'deliver',
      rule: null,
      joor_status: 'approved',
      modified_at: new Date(LATER.modifiedAt),
    });
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivering',
      revision: 'rev-0002',
      attempt_id: 'att-2',
    });
    const lease = (await ledger.secondsTo('1', 'lease_until')) ?? 0;
    expect(lease).toBeGreaterThan(LEASE_MS / 1_000 - 5);
    expect(await ledger.secondsTo('1', 'due_at')).toBeCloseTo(lease + SETTLE_MS / 1_000, 1);
    expect(await ledger.rows('select * from past_decisions')).toMatchObject([
      { revision: 'rev-0001', outcome: 'skip', rule: 'order-status', settings_version: 1 },
    ]);
  });

  it('starts a failed delivery anew, without a trace of the attempt before', async () => {
    await standing(
      "state = 'failed', attempts = 4, reason = 'unknown SKU', settled_at = now(), superseded = true",
    );
    await actionOf(anEntry(anEvent(LATER), { start: parkedStart(0, 'waiting for its turn') }));
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'parked',
      revision: 'rev-0002',
      attempts: 0,
      attempt_id: null,
      reason: 'waiting for its turn',
      settled_at: null,
      first_tried_at: null,
      doubt: false,
      superseded: false,
    });
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(0);
  });

  it('takes the delivery away where the newer revision is not to be delivered', async () => {
    await standing("state = 'failed'");
    expect(await actionOf(skipping())).toBe('take');
    expect(await ledger.delivery('1')).toBeUndefined();
    expect(await ledger.order('1')).toMatchObject({ outcome: 'skip', joor_status: 'cancelled' });
  });

  it('takes the place of a cancellation in one go', async () => {
    await standing("state = 'cancelled', reason = 'cancelled by Ada', attempts = 2, settled_at = now()");
    expect(await actionOf(anEntry(anEvent(FIRST), { start: sendNow('att-2') }), 'replay')).toBe('none');
    expect(await actionOf(anEntry(anEvent(FIRST), { start: sendNow('att-2') }), 'person')).toBe('take');
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivering',
      attempt_id: 'att-2',
      attempts: 0,
      reason: null,
      settled_at: null,
    });
  });

  it('takes an order whose settings have arrived', async () => {
    await ledger.claim(anEntry(anEvent(FIRST), { decision: null, start: null }));
    expect(await actionOf(anEntry(anEvent(FIRST), { start: sendNow('att-2') }), 'settings')).toBe('take');
    expect(await ledger.order('1')).toMatchObject({ outcome: 'deliver', settings_version: 1, reason: null });
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering' });
    expect(await ledger.revisions('1')).toEqual(['rev-0001']);
  });
});

describe('repark', () => {
  it('sends the newer revision at the time of the older', async () => {
    await standing(
      "state = 'parked', attempt_id = null, lease_until = null, due_at = now() + interval '1 hour'",
    );
    expect(await actionOf(anEntry(anEvent(LATER)))).toBe('repark');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', revision: 'rev-0002' });
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(3_500);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002' });
  });
});

describe('withdraw', () => {
  it('removes the delivery and keeps the decision that removed it', async () => {
    await standing("state = 'parked', attempt_id = null, due_at = now()");
    expect(await actionOf(skipping())).toBe('withdraw');
    expect(await ledger.delivery('1')).toBeUndefined();
    expect(await ledger.order('1')).toMatchObject({ outcome: 'skip', rule: 'order-status' });
    expect(await ledger.rows('select outcome from past_decisions')).toEqual([{ outcome: 'deliver' }]);
  });
});

describe('supersede', () => {
  it('marks the delivery under way, and has the timer come back to it', async () => {
    await standing("state = 'delivering'");
    expect(await actionOf(anEntry(anEvent(LATER)))).toBe('supersede');
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivering',
      attempt_id: 'att-1',
      revision: 'rev-0001',
      superseded: true,
    });
    const seconds = await ledger.secondsTo('1', 'due_at');
    expect(seconds).toBeGreaterThan((LEASE_MS + SETTLE_MS) / 1_000 - 5);
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002' });
  });

  it('leaves a delivery in doubt at its own time', async () => {
    await standing("state = 'parked', doubt = true, attempt_id = null, due_at = now() + interval '90 s'");
    expect(await actionOf(skipping())).toBe('supersede');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', doubt: true, superseded: true });
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(80);
  });
});

describe('hand-over', () => {
  it('has the timer come when nobody can be at it any more', async () => {
    await standing("state = 'delivering'");
    expect(await actionOf(anEntry(anEvent(FIRST)))).toBe('hand-over');
    const lease = (await ledger.secondsTo('1', 'lease_until')) ?? 0;
    expect(await ledger.secondsTo('1', 'due_at')).toBeCloseTo(lease + SETTLE_MS / 1_000, 1);
    expect(await ledger.delivery('1')).toMatchObject({ state: 'delivering', attempt_id: 'att-1' });
  });

  it('does not put off a time that is set already', async () => {
    await standing("state = 'delivering', due_at = now() + interval '1 s'");
    await actionOf(anEntry(anEvent(FIRST)));
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(1);
  });
});

describe('review', () => {
  it('adopts the newer revision and calls for a person, and leaves the delivery as it is', async () => {
    await standing(DELIVERED);
    const before = await ledger.delivery('1');
    const reviewed: Reconsidered[] = [];
    const [one] = await change([anEntry(anEvent(LATER))], 'live', { reviewed });
    expect(one?.action).toBe('review');
    expect(reviewed).toHaveLength(1);
    expect(reviewed[0]?.before.delivery).toMatchObject({ state: 'delivered', revision: 'rev-0001' });
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0002' });
    expect(await ledger.delivery('1')).toEqual(before);
  });
});

describe('the transaction', () => {
  it('is undone whole when what it has to tell cannot be told', async () => {
    await standing("state = 'parked', attempt_id = null, due_at = now()");
    const announce = () => Promise.reject(new Error('no room in the outbox'));
    await expect(change([skipping()], 'live', { announce })).rejects.toThrow('no room in the outbox');
    expect(await ledger.delivery('1')).toMatchObject({ state: 'parked', revision: 'rev-0001' });
    expect(await ledger.order('1')).toMatchObject({ revision: 'rev-0001' });
    expect(await ledger.revisions('1')).toEqual(['rev-0001']);
  });

  it('tells of every order what it came to, in the order given', async () => {
    await ledger.claim(...['1', '2'].map((orderId) => anEntry(anEvent({ ...FIRST, orderId }))));
    const told: string[] = [];
    const announce = async (all: readonly Reconsidered[]) => {
      told.push(...all.map(({ entry, action }) => `${entry.event.order.orderId} ${action}`));
    };
    const entries = ['2', '1'].map((orderId) => anEntry(anEvent({ ...FIRST, orderId })));
    await change(entries, 'live', { announce });
    expect(told).toEqual(['2 hand-over', '1 hand-over']);
  });

  it('is refused for an order that the ledger does not know', async () => {
    await expect(change([anEntry(anEvent(FIRST))])).rejects.toThrow('order 1 of con_1 left the ledger');
  });

  it('lets two processes change the same orders one after the other, whatever their order', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => String(at));
    await ledger.claim(
      ...ids.map((orderId) => anEntry(anEvent({ ...FIRST, orderId }), { start: parkedStart() })),
    );
    const later = (orderId: string, revision: string, hour: number) =>
      anEntry(anEvent({ orderId, revision, modifiedAt: `2026-11-03T${hour}:00:00Z` }));
    await Promise.all([
      change(ids.map((id) => later(id, 'rev-0002', 11))),
      change([...ids].reverse().map((id) => later(id, 'rev-0003', 12))),
    ]);
    const revisions = await ledger.rows('select distinct revision from deliveries');
    expect(revisions).toEqual([{ revision: 'rev-0003' }]);
  });
});

describe('knownOrders', () => {
  it('tells how orders stand, and leaves out those that are not there', async () => {
    await standing(DELIVERED);
    const held = anEvent({ orderId: '2' });
    const off = decide(held.order, aPolicy({}, false, 5));
    await ledger.claim(anEntry(held, { decision: off, start: null }));
    const entries = ['1', '2', '3'].map((orderId) => anEntry(anEvent({ orderId })));
    const known = await knownOrders(ledger.pool, entries);
    expect([...known.keys()].sort()).toEqual(['con_1:1', 'con_1:2']);
    expect(known.get('con_1:1')).toEqual({
      revision: 'rev-0001',
      modifiedAt: new Date(FIRST.modifiedAt),
      outcome: 'deliver',
      settingsVersion: 1,
      cancelledInJoor: false,
      delivery: { state: 'delivered', revision: 'rev-0001', doubt: false },
    });
    expect(known.get('con_1:2')).toMatchObject({ outcome: 'hold', settingsVersion: 5, delivery: null });
  });
});
