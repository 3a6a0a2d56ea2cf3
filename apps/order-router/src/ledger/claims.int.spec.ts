import { type Database, openDatabase } from '@joor-bridge/persistence';
import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { anEntry, anEvent, parkedStart, sendNow } from '../testing/orders.js';
import { changeKnown } from './change-known.js';
import { claimDue, handOver } from './claim-due.js';
import { claimNew } from './claim-new.js';
import type { Entry } from './entry.js';
import { LEDGER_MIGRATIONS } from './migrations.js';
import type { Trigger } from './reconsider.js';

const LEASE_MS = 60_000;
const SETTLE_MS = 30_000;
const NEWER = '2026-11-03T11:00:00Z';

let server: FreshDatabase;
let database: Database;
let orders = 0;
beforeAll(async () => {
  server = await freshDatabase(process.env.DATABASE_URL ?? '');
  database = await openDatabase({ url: server.url, schema: 'router', migrations: LEDGER_MIGRATIONS });
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const nextOrderId = () => String(++orders);

const change = (entry: Entry, trigger: Trigger) =>
  changeKnown(
    database.pool,
    [entry],
    trigger,
    { leaseMs: LEASE_MS, settleMs: SETTLE_MS, review: async () => {} },
    async () => {},
  );

async function delivery(orderId: string) {
  const { rows } = await database.pool.query(
    `select state, revision, attempt_id, extract(epoch from due_at - now()) * 1000 as due_in_ms
     from deliveries where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

async function known(orderId: string, start: Entry['start']): Promise<void> {
  await claimNew(database.pool, [anEntry(anEvent({ orderId }), { start })], LEASE_MS);
}

describe('a claim that no live record vouches for comes back when its process dies', () => {
  it.each(['settings', 'replay', 'live'] as const)('made by %s', async (trigger) => {
    const orderId = nextOrderId();
    await known(orderId, null);
    await database.pool.query(
      "update orders set outcome = 'wait', settings_version = 0 where order_id = $1",
      [orderId],
    );
    const revision = trigger === 'live' ? { revision: 'r2', modifiedAt: NEWER } : {};
    const [taken] = await change(anEntry(anEvent({ orderId, ...revision }), { start: sendNow() }), trigger);
    expect(taken?.action).toBe('take');
    const { state, due_in_ms } = await delivery(orderId);
    expect(state).toBe('delivering');
    expect(Number(due_in_ms)).toBeGreaterThan(LEASE_MS + SETTLE_MS - 10_000);
    expect(Number(due_in_ms)).toBeLessThanOrEqual(LEASE_MS + SETTLE_MS);
  });

  it('of an order that a replay brought, when the replay record comes again', async () => {
    const orderId = nextOrderId();
    await known(orderId, sendNow());
    expect((await delivery(orderId)).due_in_ms).toBeNull();
    const [again] = await change(anEntry(anEvent({ orderId }), { start: null }), 'replay');
    expect(again?.action).toBe('hand-over');
    expect(Number((await delivery(orderId)).due_in_ms)).toBeGreaterThan(LEASE_MS);
  });

  it('waits for what each destination may still have under way', async () => {
    const orderId = nextOrderId();
    const start = sendNow();
    await known(orderId, start);
    const { attempt_id } = await delivery(orderId);
    const claim = { connectionId: 'con_1', orderId, attemptId: attempt_id };
    await handOver(database.pool, [claim], 120_000);
    expect(Number((await delivery(orderId)).due_in_ms)).toBeGreaterThan(LEASE_MS + 100_000);
  });
});

describe('a newer revision that comes while the timer claims the parked order', () => {
  it.each([
    ['unwanted now', { status: 'pending' as const }],
    ['still wanted', { status: 'approved' as const }],
  ])('%s: sees the claim, and leaves it alone', async (_, order) => {
    const orderId = nextOrderId();
    await known(orderId, parkedStart(0));
    const timer = await database.pool.connect();
    await timer.query('begin');
    const limits = {
      count: 100,
      leaseMs: LEASE_MS,
      settleMs: SETTLE_MS,
      testMode: false,
      settingsVersion: 1,
    };
    // claimDue's own statement, held open as on a slow disk
    const { claims } = await claimDue(timer, 'con_1', limits);
    expect(claims.map((claim) => claim.event.order.orderId)).toContain(orderId);
    const changed = change(
      anEntry(anEvent({ orderId, revision: 'r2', modifiedAt: NEWER, order }), { start: null }),
      'live',
    );
    await eventually(async () => {
      const { rows } = await database.pool.query(
        "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows[0].waiting > 0;
    });
    await timer.query('commit');
    timer.release();
    const [seen] = await changed;
    expect(seen?.action).toBe('supersede');
    expect(await delivery(orderId)).toMatchObject({ state: 'delivering', revision: 'r1000000' });
  });
});
