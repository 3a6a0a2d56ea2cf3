import type { Database } from '@joor-bridge/persistence';
import { OwnSchema } from '../testing/own-schema.js';
import { PollResults } from './poll-results.js';
import { type Claim, type Plan, Schedules } from './schedules.js';

const LEASE_MS = 60_000;
const NOTHING = { pages: 0, seen: 0, published: 0, unreadable: 0 };
let own: OwnSchema;
let database: Database;
let schedules: Schedules;
let others: Schedules[];

beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  database = await own.open();
  schedules = new Schedules(database);
  others = await Promise.all([1, 2, 3].map(async () => new Schedules(await own.open())));
});
afterAll(() => own.drop());
beforeEach(() => database.pool.query('truncate schedules, outbox'));

const plan = (connectionId: string, more: Partial<Plan> = {}): Plan => ({
  connectionId,
  workspaceId: 'wsp_1',
  world: 'production',
  account: `production:${connectionId}`,
  version: 1,
  active: true,
  intervalMs: 300_000,
  firstAfterMs: 0,
  ...more,
});
const row = async (connectionId: string, world = 'production') => {
  const sql = 'select *, due_at <= now() as due, extract(epoch from due_at - now()) as wait from schedules';
  const { rows } = await database.pool.query(`${sql} where connection_id = $1 and world = $2`, [
    connectionId,
    world,
  ]);
  return rows[0];
};
const one = async (): Promise<Claim> => {
  const [claim] = await schedules.claim(1, LEASE_MS);
  if (!claim) throw new Error('nothing was due');
  return claim;
};
const ended = (health: 'ok' | 'unavailable' | 'unauthorized', more = {}) => ({
  health,
  sentence: health === 'ok' ? '' : 'Do this.',
  failures: health === 'ok' ? 0 : 1,
  nextAfterMs: health === 'ok' ? null : 60_000,
  tally: NOTHING,
  ...more,
});

describe('claims', () => {
  test('what is due is claimed once, however many ask at once', async () => {
    for (let n = 0; n < 40; n += 1) await schedules.sync(plan(`con_${n}`));
    const claimed: string[] = [];
    while (claimed.length < 40) {
      const rounds = await Promise.all([schedules, ...others].map((each) => each.claim(3, LEASE_MS)));
      claimed.push(...rounds.flat().map(({ connectionId }) => connectionId));
    }
    expect(new Set(claimed).size).toBe(40);
    expect(await schedules.claim(10, LEASE_MS)).toEqual([]);
  });

  test('one account is polled by one at a time, in turn', async () => {
    const results = new PollResults(database);
    for (let n = 0; n < 6; n += 1) await schedules.sync(plan(`con_${n}`, { account: 'production:shared' }));
    const seen: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      const rounds = await Promise.all([schedules, ...others].map((each) => each.claim(5, LEASE_MS)));
      const claims = rounds.flat();
      expect(claims).toHaveLength(1);
      for (const each of [schedules, ...others]) expect(await each.claim(5, LEASE_MS)).toEqual([]);
      for (const claim of claims) {
        seen.push(claim.connectionId);
        await results.finish(claim, ended('ok'));
      }
    }
    expect(new Set(seen).size).toBe(6);
  });

  test('a lease that ran out goes to another, and its late holder changes nothing', async () => {
    await schedules.sync(plan('con_1'));
    const [late] = await schedules.claim(1, 0);
    const [taken] = await (others[0] as Schedules).claim(1, LEASE_MS);
    expect(taken?.connectionId).toBe('con_1');
    const results = new PollResults(database);
    expect(await results.moveCursor(late as Claim, new Date())).toBe(false);
    expect(await results.finish(late as Claim, ended('ok'))).toBe(false);
    expect(await results.release(late as Claim, 0)).toBe(false);
    expect(await row('con_1')).toMatchObject({ cursor_at: null, lease_id: taken?.leaseId });
  });

  test('the longest due comes first', async () => {
    await schedules.sync(plan('con_1'));
    await schedules.sync(plan('con_2'));
    await database.pool.query(
      `update schedules set due_at = now() - interval '1 hour' where connection_id = 'con_2'`,
    );
    expect((await one()).connectionId).toBe('con_2');
  });

  test('what is asked for is due at once, even without a schedule, and asked for once', async () => {
    await schedules.sync(plan('con_1', { intervalMs: null }));
    expect(await schedules.claim(1, LEASE_MS)).toEqual([]);
    expect(await schedules.request('con_1')).toBe(true);
    await new PollResults(database).finish(await one(), ended('ok'));
    expect(await schedules.claim(1, LEASE_MS)).toEqual([]);
    expect(await schedules.request('con_2')).toBe(false);
  });

  test('a request that comes while a poll runs is not lost', async () => {
    await schedules.sync(plan('con_1'));
    const claim = await one();
    await schedules.request('con_1');
    await new PollResults(database).finish(claim, ended('ok'));
    expect((await one()).connectionId).toBe('con_1');
  });
});

describe('taking connections in', () => {
  test('an older version changes nothing', async () => {
    await schedules.sync(plan('con_1', { version: 5 }));
    await schedules.sync(plan('con_1', { version: 4, active: false }));
    expect(await row('con_1')).toMatchObject({ active: true, snapshot_version: 5 });
    await schedules.sync(plan('con_1', { version: 6, active: false }));
    await schedules.sync(plan('con_1', { version: 5 }));
    expect(await row('con_1')).toMatchObject({ active: false, snapshot_version: 6 });
  });

  test('the same version in an installation with other minutes takes their length over', async () => {
    await schedules.sync(plan('con_1', { intervalMs: 5_000 }));
    await schedules.sync(plan('con_1', { intervalMs: 300_000 }));
    expect(Number((await row('con_1')).interval_ms)).toBe(300_000);
  });

  test('switching off ends the schedule, switching on starts it at once', async () => {
    await schedules.sync(plan('con_1'));
    await schedules.sync(plan('con_1', { version: 2, active: false }));
    expect(await row('con_1')).toMatchObject({ active: false, due_at: null });
    await schedules.sync(plan('con_1', { version: 3 }));
    expect(await row('con_1')).toMatchObject({ active: true, due: true });
  });

  test('a change does not put a good connection off, and a shorter schedule holds at once', async () => {
    await schedules.sync(plan('con_1', { intervalMs: 86_400_000 }));
    await new PollResults(database).finish(await one(), ended('ok'));
    await schedules.sync(plan('con_1', { version: 2, intervalMs: 300_000 }));
    expect(Number((await row('con_1')).wait)).toBeLessThanOrEqual(300);
  });

  test('a change ends the wait of a connection in trouble', async () => {
    await schedules.sync(plan('con_1'));
    await new PollResults(database).finish(await one(), ended('unauthorized', { nextAfterMs: 900_000 }));
    expect((await row('con_1')).due).toBe(false);
    await schedules.sync(plan('con_1', { version: 2 }));
    expect(await row('con_1')).toMatchObject({ due: true, failures: 0, health: 'unauthorized' });
  });

  test('each world has its own cursor, and only one is active', async () => {
    await schedules.sync(plan('con_1'));
    const cursor = new Date('2026-05-01T00:00:00Z');
    await new PollResults(database).moveCursor(await one(), cursor);
    await schedules.sync(plan('con_1', { version: 2, world: 'sandbox', account: 'sandbox:con_1' }));
    expect(await row('con_1')).toMatchObject({ active: false, due_at: null });
    expect(await row('con_1', 'sandbox')).toMatchObject({ active: true, cursor_at: null });
    await schedules.sync(plan('con_1', { version: 3 }));
    expect(await row('con_1')).toMatchObject({ active: true, cursor_at: cursor });
    expect((await row('con_1', 'sandbox')).active).toBe(false);
  });

  test('a connection that went while nobody looked is polled no more, and goes on where it was if it comes', async () => {
    await schedules.sync(plan('con_1', { version: 3 }));
    await schedules.sync(plan('con_2', { version: 3 }));
    const cursor = new Date('2026-05-01T00:00:00Z');
    await new PollResults(database).moveCursor(await one(), cursor);
    await database.pool.query('update schedules set lease_id = null, lease_until = null, cursor_at = $1', [
      cursor,
    ]);
    await schedules.request('con_1');
    await schedules.restAllBut(['con_2']);
    expect((await schedules.claim(5, LEASE_MS)).map(({ connectionId }) => connectionId)).toEqual(['con_2']);
    await schedules.sync(plan('con_1', { version: 3 }));
    expect(await row('con_1')).toMatchObject({
      active: true,
      due: true,
      cursor_at: cursor,
      snapshot_version: 3,
    });
    await schedules.restAllBut([]);
    expect(await schedules.claim(5, LEASE_MS)).toEqual([]);
  });

  test('a deleted connection leaves nothing behind', async () => {
    await schedules.sync(plan('con_1'));
    await schedules.forget('con_1');
    expect(await row('con_1')).toBeUndefined();
  });
});

describe('results', () => {
  const activities = async () =>
    (await database.pool.query('select payload from outbox order by position')).rows;

  test('a poll that went well is due again within its interval, never later', async () => {
    for (const [random, wait] of [
      [0, 300],
      [1, 270],
    ] as const) {
      await schedules.sync(plan(`con_${random}`));
      await new PollResults(database, () => random).finish(await one(), ended('ok'));
      expect(Number((await row(`con_${random}`)).wait)).toBeCloseTo(wait, 0);
    }
  });

  test('a failed poll waits as told and keeps the cursor', async () => {
    await schedules.sync(plan('con_1'));
    const tally = { pages: 2, seen: 90, published: 7, unreadable: 1 };
    await new PollResults(database).finish(await one(), ended('unavailable', { tally }));
    const after = await row('con_1');
    expect(after).toMatchObject({ cursor_at: null, health: 'unavailable', failures: 1, lease_id: null });
    expect(after).toMatchObject({ last_pages: 2, last_seen: 90, last_published: 7, last_unreadable: 1 });
    expect(Number(after.wait)).toBeCloseTo(60, 0);
  });

  test('what was changed during a failing poll is polled as the change says, not after the failure', async () => {
    await schedules.sync(plan('con_1', { version: 1 }));
    const claim = await one();
    await schedules.sync(plan('con_1', { version: 2 }));
    await new PollResults(database).finish(
      claim,
      ended('unauthorized', { nextAfterMs: 900_000, failures: 3 }),
    );
    expect(await row('con_1')).toMatchObject({ due: true, failures: 0, lease_id: null });
    expect((await one()).version).toBe(2);
  });

  test('what was switched off during a poll stays off', async () => {
    await schedules.sync(plan('con_1', { version: 1 }));
    const claim = await one();
    await schedules.sync(plan('con_1', { version: 2, active: false }));
    await new PollResults(database).finish(claim, ended('ok'));
    expect(await row('con_1')).toMatchObject({ active: false, due_at: null });
  });

  test('turning red and green again is told once each', async () => {
    const results = new PollResults(database);
    await schedules.sync(plan('con_1'));
    for (const health of [
      'unauthorized',
      'unauthorized',
      'unavailable',
      'ok',
      'unauthorized',
      'ok',
      'ok',
    ] as const) {
      await results.finish(await one(), ended(health, { nextAfterMs: 0 }));
    }
    const kinds = (await activities()).map(({ payload }) => payload.kind);
    expect(kinds).toEqual(['joor.unauthorized', 'joor.unauthorized', 'joor.authorized']);
  });

  test('a released poll is due again without a trace', async () => {
    await schedules.sync(plan('con_1'));
    await new PollResults(database).release(await one(), 0);
    expect(await row('con_1')).toMatchObject({ lease_id: null, health: 'new', due: true });
    expect(await activities()).toEqual([]);
  });
});
