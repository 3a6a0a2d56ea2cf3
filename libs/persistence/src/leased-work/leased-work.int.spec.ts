import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import { Lease, LeaseLost } from './lease.js';
import { LeasedWork, type WorkPlan } from './leased-work.js';
import { createWorkTable } from './work-table.js';

const LEASE_MS = 60_000;
let own: FreshDatabase;
let pool: pg.Pool;
let mine: LeasedWork;
let theirs: LeasedWork;
const troubles: unknown[] = [];

const work = (leaseMs = LEASE_MS) =>
  new LeasedWork({
    database: { pool },
    table: 'pulls',
    leaseMs,
    onTrouble: (error) => void troubles.push(error),
  });
const plan = (more: Partial<WorkPlan> = {}): WorkPlan => ({
  connectionId: 'con_1',
  world: 'production',
  workspaceId: 'ws_1',
  version: 1,
  active: true,
  intervalMs: 3_600_000,
  firstAfterMs: 0,
  ...more,
});
const row = async (world = 'production') =>
  (await pool.query('select * from pulls where connection_id = $1 and world = $2', ['con_1', world])).rows[0];
const dueInMs = async () => (await row()).due_at.getTime() - Date.now();

beforeAll(async () => {
  own = await freshDatabase(process.env.DATABASE_URL ?? '');
  pool = new pg.Pool({ connectionString: own.url, max: 4 });
  for (const statement of createWorkTable('pulls')) await pool.query(statement);
});
afterAll(async () => {
  await pool.end();
  await own.drop();
});
beforeEach(async () => {
  await pool.query('truncate pulls');
  [mine, theirs] = [work(), work()];
});

const claimed = async (from = mine) => {
  const [first] = await from.claim(10);
  if (!first) throw new Error('nothing was due');
  return first;
};

describe('a plan', () => {
  it('makes work due after its first wait, and says whose it is', async () => {
    await mine.plan(plan({ firstAfterMs: 0 }));
    await mine.plan(plan({ connectionId: 'con_2', firstAfterMs: 60_000 }));
    const [first, ...more] = await mine.claim(10);
    expect(first).toMatchObject({
      connectionId: 'con_1',
      world: 'production',
      workspaceId: 'ws_1',
      version: 1,
      failures: 0,
      requested: false,
    });
    expect(more).toEqual([]);
  });

  it('of an older version changes nothing', async () => {
    await mine.plan(plan({ version: 5 }));
    await mine.plan(plan({ version: 4, active: false }));
    expect(await row()).toMatchObject({ snapshot_version: 5, active: true });
  });

  it('comes sooner where its interval became shorter, and not later where nothing changed', async () => {
    await mine.plan(plan({ firstAfterMs: 3_600_000 }));
    await mine.plan(plan({ version: 2, intervalMs: 60_000 }));
    expect(await dueInMs()).toBeLessThanOrEqual(60_000);
    await mine.plan(plan({ version: 3, intervalMs: 3_600_000 }));
    expect(await dueInMs()).toBeLessThanOrEqual(60_000);
  });

  it('that was switched off is never due, also when it is asked for', async () => {
    await mine.plan(plan());
    await mine.request({ connectionId: 'con_1', world: 'production' });
    await mine.plan(plan({ version: 2, active: false }));
    expect(await mine.request({ connectionId: 'con_1', world: 'production' })).toBe(false);
    expect(await mine.claim(10)).toEqual([]);
  });

  it('for one world lets the other rest', async () => {
    await mine.plan(plan());
    await mine.plan(plan({ version: 2, world: 'sandbox' }));
    expect((await mine.claim(10)).map(({ world }) => world)).toEqual(['sandbox']);
  });

  it('without an interval waits to be asked for', async () => {
    await mine.plan(plan({ intervalMs: null }));
    expect(await mine.claim(10)).toEqual([]);
    expect(await mine.request({ connectionId: 'con_1', world: 'production' })).toBe(true);
    expect(await claimed()).toMatchObject({ requested: true });
  });

  it('is gone with its connection', async () => {
    await mine.plan(plan());
    await mine.forget('con_1');
    expect(await row()).toBeUndefined();
  });
});

describe('a claim', () => {
  it('is of one process only', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await mine.plan(plan({ connectionId: `con_${n}` }));
    const both = await Promise.all([mine.claim(10), theirs.claim(10)]);
    expect(
      both
        .flat()
        .map(({ connectionId }) => connectionId)
        .sort(),
    ).toEqual([1, 2, 3, 4, 5, 6].map((n) => `con_${n}`));
    expect(await mine.claim(10)).toEqual([]);
  });

  it('takes what has been due longest first, up to its limit', async () => {
    await mine.plan(plan({ connectionId: 'con_late' }));
    await mine.plan(plan({ connectionId: 'con_early' }));
    await pool.query(`update pulls set due_at = now() - interval '1 hour' where connection_id = 'con_early'`);
    expect((await mine.claim(1)).map(({ connectionId }) => connectionId)).toEqual(['con_early']);
  });

  it('of a process that died goes to another after its time, and the first has nothing to say any more', async () => {
    await mine.plan(plan());
    const { lease } = await claimed();
    expect(await theirs.claim(10)).toEqual([]);
    await pool.query('update pulls set lease_until = now()');
    const second = await claimed(theirs);
    expect(await mine.finish(lease, { failed: false })).toBe(false);
    expect(await theirs.finish(second.lease, { failed: false })).toBe(true);
  });

  it('is kept alive while its work is under way, and is known to be lost when it was taken away', async () => {
    const short = work(400);
    await short.plan(plan());
    const { lease } = await claimed(short);
    short.start();
    const first = (await row()).lease_until.getTime();
    await eventually(async () => (await row()).lease_until.getTime() > first + 400);
    expect(lease.held).toBe(true);
    await pool.query('update pulls set lease_id = gen_random_uuid()');
    await eventually(() => !lease.held);
    short.stop();
    expect(() => lease.check()).toThrow(LeaseLost);
    expect(troubles).toEqual([]);
  });
});

describe('work that ends', () => {
  it('comes again after its interval', async () => {
    await mine.plan(plan());
    const { lease } = await claimed();
    expect(await mine.finish(lease, { failed: false })).toBe(true);
    expect(await dueInMs()).toBeGreaterThan(3_500_000);
    expect(await row()).toMatchObject({ failures: 0, lease_id: null });
  });

  it('comes again when it is told to where it failed, which is counted', async () => {
    await mine.plan(plan());
    await mine.finish((await claimed()).lease, { failed: true, againInMs: 0 });
    const second = await claimed();
    expect(second.failures).toBe(1);
    await mine.finish(second.lease, { failed: true, againInMs: 60_000 });
    expect(await row()).toMatchObject({ failures: 2 });
    expect(await dueInMs()).toBeLessThanOrEqual(60_000);
  });

  it('leaves a request that came in between', async () => {
    await mine.plan(plan());
    await mine.request({ connectionId: 'con_1', world: 'production' });
    const { lease } = await claimed();
    await mine.request({ connectionId: 'con_1', world: 'production' });
    await mine.finish(lease, { failed: false });
    const again = await claimed();
    expect(again.requested).toBe(true);
    await mine.finish(again.lease, { failed: false });
    expect(await mine.claim(10)).toEqual([]);
  });
});

describe('a lease', () => {
  it('ends with its time, unless it was extended', () => {
    let now = 0;
    const lease = new Lease('a', 100, () => now);
    now = 99;
    expect(lease.held).toBe(true);
    lease.extend(200);
    now = 199;
    lease.check();
    now = 200;
    expect(() => lease.check()).toThrow('The lease of this work is over.');
  });
});
