import { LEASE_MS, OwnLedger, SETTLE_MS } from '../testing/ledger.js';
import { anEntry, anEvent, bytesOf, parkedStart, sendNow } from '../testing/orders.js';
import { changeKnown } from './change-known.js';
import { claimDue, connectionsDue, handOver, releaseConnection } from './claim-due.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const LIMITS = { count: 10, leaseMs: LEASE_MS, settleMs: SETTLE_MS, testMode: false, settingsVersion: 1 };
const due = async (count = 10, connectionId = 'con_1', testMode = false) =>
  (await claimDue(ledger.pool, connectionId, { ...LIMITS, count, testMode })).claims;

const parked = (orderId: string, dueInMs = 0, connectionId = 'con_1') =>
  ledger.claim(anEntry(anEvent({ orderId, connectionId }), { start: parkedStart(dueInMs) }));
const idsOf = (claims: Awaited<ReturnType<typeof due>>) => claims.map(({ event }) => event.order.orderId);

/** The order's newest revision is another than the delivery's. */
async function newerRevision(orderId: string) {
  const event = anEvent({ orderId, revision: 'rev-new1', modifiedAt: '2026-11-04T00:00:00Z' });
  await ledger.pool.query(
    'insert into revisions (connection_id, order_id, revision, modified_at, event) values ($1, $2, $3, $4, $5)',
    ['con_1', orderId, event.revision, event.order.modifiedAt, bytesOf(event)],
  );
  await ledger.pool.query('update orders set revision = $2 where order_id = $1', [orderId, event.revision]);
}

describe('a parked delivery', () => {
  it('is claimed when its time has come, with what is needed to send it', async () => {
    const event = anEvent({ orderId: '1' });
    await ledger.claim(anEntry(event, { start: parkedStart() }));
    const [claim] = await due();
    expect(claim).toMatchObject({ event, tries: 0, doubt: false, firstTriedAt: expect.any(Date) });
    expect(claim?.bytes).toEqual(bytesOf(event));
    expect(await ledger.delivery('1')).toMatchObject({
      state: 'delivering',
      attempt_id: claim?.attemptId,
      doubt: false,
    });
  });

  it('is left alone before', async () => {
    await parked('1', 60_000);
    expect(await due()).toEqual([]);
  });

  it('holds for the lease, and is looked after once that and the request are over', async () => {
    await parked('1');
    await due();
    const lease = (await ledger.secondsTo('1', 'lease_until')) ?? 0;
    expect(lease).toBeGreaterThan(LEASE_MS / 1_000 - 5);
    expect(await ledger.secondsTo('1', 'due_at')).toBeCloseTo(lease + SETTLE_MS / 1_000, 1);
  });

  it('counts its tries, and the time since the first', async () => {
    await parked('1');
    await ledger.pool.query("update deliveries set attempts = 3, first_tried_at = '2026-11-01T00:00:00Z'");
    expect(await due()).toMatchObject([{ tries: 3, firstTriedAt: new Date('2026-11-01T00:00:00Z') }]);
  });

  it('goes out with the newest revision', async () => {
    await parked('1');
    await newerRevision('1');
    expect(await due()).toMatchObject([{ event: { revision: 'rev-new1' } }]);
    expect(await ledger.delivery('1')).toMatchObject({ revision: 'rev-new1', superseded: false });
  });

  it('waits behind those that are due for longer, and no more are taken than asked for', async () => {
    for (const orderId of ['1', '2', '3']) await parked(orderId);
    await ledger.pool.query("update deliveries set due_at = now() - order_id::int * interval '1 minute'");
    const claims = await due(2);
    expect(idsOf(claims).sort()).toEqual(['2', '3']);
    expect(idsOf(await due())).toEqual(['1']);
  });

  it('of another connection is left to that', async () => {
    await parked('1', 0, 'con_2');
    expect(await due()).toEqual([]);
    expect(idsOf(await due(10, 'con_2'))).toEqual(['1']);
  });
});

describe('a revision that is written while the claim is under way', () => {
  /** Another session holds the claim's statement at order 1, after it has begun and before it comes to order 2. */
  beforeEach(() =>
    ledger.pool.query(`
      create function wait_at_1() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(1); return new; end $$;
      create trigger wait_at_1 before update on deliveries for each row
        when (old.order_id = '1') execute function wait_at_1()`),
  );
  afterEach(() => ledger.pool.query('drop function wait_at_1 cascade'));

  it('is the one that goes out, with the next claim', async () => {
    await parked('1');
    await parked('2');
    await ledger.pool.query(
      "update deliveries set due_at = now() - interval '1 minute' where order_id = '1'",
    );
    const gate = await ledger.pool.connect();
    await gate.query('begin');
    await gate.query('select pg_advisory_xact_lock(1)');
    const claiming = due();
    await ledger.someoneWaits();
    const newer = anEntry(
      anEvent({ orderId: '2', revision: 'rev-new1', modifiedAt: '2026-11-04T00:00:00Z' }),
    );
    const limits = { leaseMs: LEASE_MS, settleMs: SETTLE_MS, review: async () => {} };
    const [changed] = await changeKnown(ledger.pool, [newer], 'live', limits, async () => {});
    expect(changed?.action).toBe('repark');
    await gate.query('commit');
    gate.release();
    expect(idsOf(await claiming)).toEqual(['1']);
    expect(await ledger.delivery('2')).toMatchObject({ state: 'parked', revision: 'rev-new1' });
    expect(await due()).toMatchObject([{ orderId: '2', event: { revision: 'rev-new1' }, doubt: false }]);
  });
});

describe('an order that cannot be read any more', () => {
  it('is claimed with what is wrong with it, and keeps no other from going out', async () => {
    for (const orderId of ['1', '2', '3']) await parked(orderId);
    await ledger.pool.query("update revisions set event = '{}' where order_id = '2'");
    const { claims, unreadable } = await claimDue(ledger.pool, 'con_1', LIMITS);
    expect(idsOf(claims).sort()).toEqual(['1', '3']);
    expect(unreadable).toEqual([
      {
        cancelledInJoor: false,
        connectionId: 'con_1',
        orderId: '2',
        workspaceId: 'wsp_1',
        revision: anEvent().revision,
        modifiedAt: new Date('2026-11-03T10:00:00Z'),
        settingsVersion: 1,
        attemptId: (await ledger.delivery('2'))?.attempt_id,
        problem: expect.stringContaining('connectionId'),
      },
    ]);
  });
});

describe('a delivery in doubt', () => {
  it('keeps the revision that was sent, although a newer one is there', async () => {
    await parked('1');
    await ledger.pool.query('update deliveries set doubt = true, superseded = true');
    await newerRevision('1');
    expect(await due()).toMatchObject([{ doubt: true, event: { revision: anEvent().revision } }]);
    expect(await ledger.delivery('1')).toMatchObject({ superseded: true, revision: anEvent().revision });
  });
});

describe('a claim whose owner never came back', () => {
  it('is claimed again, in doubt, with the revision that was sent', async () => {
    await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: sendNow('gone') }));
    await ledger.expire('1');
    await newerRevision('1');
    const [claim] = await due();
    expect(claim).toMatchObject({ doubt: true, event: { revision: anEvent().revision } });
    expect(claim?.attemptId).not.toBe('gone');
  });

  it('is not touched while its time is not set: its Kafka record looks after it', async () => {
    await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: sendNow('att-1') }));
    await ledger.pool.query("update deliveries set lease_until = now() - interval '1 hour'");
    expect(await due()).toEqual([]);
  });
});

describe('a delivery that is settled', () => {
  it.each(['delivered', 'failed', 'cancelled', 'would-deliver'])('%s is never claimed', async (state) => {
    await parked('1');
    await ledger.pool.query('update deliveries set state = $1', [state]);
    expect(await due()).toEqual([]);
  });
});

describe('two processes', () => {
  it('never claim the same delivery', async () => {
    const entries = Array.from({ length: 300 }, (_, at) =>
      anEntry(anEvent({ orderId: String(at) }), { start: parkedStart() }),
    );
    await ledger.claim(...entries);
    const other = await ledger.anotherPool();
    const claimed: string[] = [];
    const take = async (pool: typeof other) => {
      for (;;) {
        const { claims } = await claimDue(pool, 'con_1', { ...LIMITS, count: 17 });
        if (claims.length === 0) return;
        claimed.push(...idsOf(claims));
      }
    };
    await Promise.all([take(ledger.pool), take(other), take(ledger.pool)]);
    expect(claimed).toHaveLength(300);
    expect(new Set(claimed).size).toBe(300);
  });
});

describe('two worlds', () => {
  const inTestMode = () => due(10, 'con_1', true);
  const standing = async (columns: string) => {
    await parked('1');
    await ledger.pool.query(`update deliveries set ${columns}`);
  };

  it.each([
    ['production', false, inTestMode],
    ['the sandbox', true, due],
  ])(
    'what is parked for %s is claimed in the other one to be decided again, and stays of its own',
    async (_, testMode, claim) => {
      await standing(`test_mode = ${testMode}`);
      expect(await claim()).toMatchObject([{ doubt: false }]);
      expect(await ledger.delivery('1')).toMatchObject({ test_mode: testMode });
    },
  );

  it('and is no doubt about production, though the process dies over it in test mode', async () => {
    await standing('test_mode = false');
    await inTestMode();
    await ledger.expire('1');
    expect(await inTestMode()).toEqual([]);
    expect(await due()).toMatchObject([{ doubt: true }]);
  });

  it.each(["state = 'parked', doubt = true", "state = 'delivering'"])(
    'what may have reached production (%s) is not resolved in the sandbox',
    async (columns) => {
      await standing(`test_mode = false, ${columns}`);
      expect(await inTestMode()).toEqual([]);
      expect(await due()).toMatchObject([{ doubt: true }]);
      expect(await ledger.delivery('1')).toMatchObject({ test_mode: false });
    },
  );

  it.each(["state = 'parked', doubt = true", "state = 'delivering'"])(
    'what may have reached the sandbox (%s) is no doubt about production',
    async (columns) => {
      await standing(`test_mode = true, ${columns}`);
      await newerRevision('1');
      expect(await due()).toMatchObject([{ doubt: false, event: { revision: 'rev-new1' } }]);
    },
  );
});

describe('connectionsDue', () => {
  it('names each connection with a delivery whose time has come, once', async () => {
    expect(await connectionsDue(ledger.pool)).toEqual([]);
    for (const connectionId of ['con_1', 'con_3', 'con_2']) {
      await parked('1', 0, connectionId);
      await parked('2', 0, connectionId);
    }
    await parked('3', 60_000, 'con_4');
    await ledger.claim(anEntry(anEvent({ connectionId: 'con_5' }), { start: sendNow() }));
    expect((await connectionsDue(ledger.pool)).sort()).toEqual(['con_1', 'con_2', 'con_3']);
  });
});

describe('releaseConnection', () => {
  it("makes a connection's parked deliveries due, but those in doubt and those of others", async () => {
    for (const [orderId, connectionId] of [
      ['1', 'con_1'],
      ['2', 'con_1'],
      ['3', 'con_2'],
    ] as const) {
      await parked(orderId, 60_000, connectionId);
    }
    await ledger.pool.query("update deliveries set doubt = true where order_id = '2'");
    await releaseConnection(ledger.pool, 'con_1');
    expect(await ledger.secondsTo('1', 'due_at')).toBeLessThanOrEqual(0);
    expect(await ledger.secondsTo('2', 'due_at')).toBeGreaterThan(50);
    expect(await ledger.secondsTo('3', 'due_at')).toBeGreaterThan(50);
  });

  it('does not wake what is settled or under way', async () => {
    await ledger.claim(anEntry(anEvent({ orderId: '1' }), { start: sendNow() }));
    await ledger.pool.query("update deliveries set due_at = now() + interval '1 minute'");
    await releaseConnection(ledger.pool, 'con_1');
    expect(await ledger.secondsTo('1', 'due_at')).toBeGreaterThan(50);
  });
});

describe('handOver', () => {
  const attempt = (orderId: string, attemptId: string) => ({ connectionId: 'con_1', orderId, attemptId });

  it('has the timer look after claims once they and their requests are over', async () => {
    for (const orderId of ['1', '2', '3']) {
      await ledger.claim(anEntry(anEvent({ orderId }), { start: sendNow(`att-${orderId}`) }));
    }
    await ledger.pool.query("update deliveries set state = 'delivered' where order_id = '3'");
    const attempts = [attempt('1', 'att-1'), attempt('2', 'another'), attempt('3', 'att-3')];
    await handOver(ledger.pool, attempts, SETTLE_MS);
    const lease = (await ledger.secondsTo('1', 'lease_until')) ?? 0;
    expect(await ledger.secondsTo('1', 'due_at')).toBeCloseTo(lease + SETTLE_MS / 1_000, 1);
    expect(await ledger.secondsTo('2', 'due_at')).toBeNull();
    expect(await ledger.secondsTo('3', 'due_at')).toBeNull();
  });
});
