import type { Database } from '@joor-bridge/persistence';
import { LeaseKeeper } from '../schedule/lease-keeper.js';
import { OwnSchema } from '../testing/own-schema.js';
import { type BackfillClaim, Backfills } from './backfills.js';

const LEASE_MS = 60_000;
const FROM = new Date('2026-01-01T00:00:00Z');
const MIDDLE = new Date('2026-01-08T00:00:00Z');
const TO = new Date('2026-01-15T00:00:00Z');
const TALLY = { pages: 2, seen: 60, published: 5, unreadable: 1 };
let own: OwnSchema;
let database: Database;
let backfills: Backfills;

beforeAll(async () => {
  own = await OwnSchema.make(process.env.DATABASE_URL);
  database = await own.open();
  backfills = new Backfills(database);
});
afterAll(() => own.drop());
beforeEach(() => database.pool.query('truncate backfills'));

const create = (connectionId = 'con_1', account = `production:${connectionId}`) =>
  backfills.create({
    connectionId,
    workspaceId: 'wsp_1',
    world: 'production',
    account,
    from: FROM,
    to: TO,
    requestedBy: 'tests',
  });
const one = async (): Promise<BackfillClaim> => {
  const [claim] = await backfills.claim(5, LEASE_MS);
  if (!claim) throw new Error('nothing was due');
  return claim;
};

test('a new backfill waits for its first part', async () => {
  const made = await create();
  expect(made).toMatchObject({
    state: 'queued',
    from: FROM,
    doneTo: FROM,
    to: TO,
    pages: 0,
    finishedAt: null,
  });
  expect(await backfills.find('con_1', made.backfillId)).toEqual(made);
  expect(await backfills.find('con_2', made.backfillId)).toBeUndefined();
});

test('part by part it gets to its end', async () => {
  const { backfillId } = await create();
  await backfills.progress(await one(), MIDDLE, TALLY);
  expect(await backfills.find('con_1', backfillId)).toMatchObject({
    state: 'running',
    doneTo: MIDDLE,
    ...TALLY,
  });
  const second = await one();
  expect(second).toMatchObject({ backfillId, doneTo: MIDDLE });
  await backfills.progress(second, TO, TALLY);
  expect(await backfills.find('con_1', backfillId)).toMatchObject({
    state: 'done',
    doneTo: TO,
    seen: 120,
    finishedAt: expect.any(Date),
  });
  expect(await backfills.claim(5, LEASE_MS)).toEqual([]);
});

test('of one account one runs at a time, the oldest first; accounts do not wait for each other', async () => {
  const first = await create('con_1', 'production:shared');
  await create('con_2', 'production:shared');
  const other = await create('con_3');
  const claimed = await backfills.claim(5, LEASE_MS);
  expect(claimed.map(({ backfillId }) => backfillId)).toEqual([first.backfillId, other.backfillId]);
  expect(await backfills.claim(5, LEASE_MS)).toEqual([]);
});

test('one that waits comes again when its time is over, from where it was', async () => {
  const { backfillId } = await create();
  await backfills.postpone(await one(), 60_000, 1, 'JOOR answered 503.');
  expect(await backfills.find('con_1', backfillId)).toMatchObject({
    failures: 1,
    sentence: 'JOOR answered 503.',
  });
  expect(await backfills.claim(5, LEASE_MS)).toEqual([]);
  await database.pool.query('update backfills set due_at = now()');
  const again = await one();
  expect(again).toMatchObject({ doneTo: FROM, failures: 1 });
  await backfills.progress(again, MIDDLE, TALLY);
  expect(await backfills.find('con_1', backfillId)).toMatchObject({ failures: 0, sentence: '' });
});

test('one whose poller died goes to another, and the late one changes nothing', async () => {
  const { backfillId } = await create();
  const [late] = await backfills.claim(5, 0);
  const claim = await one();
  expect(claim.backfillId).toBe(backfillId);
  await backfills.progress(late as BackfillClaim, TO, TALLY);
  await backfills.postpone(late as BackfillClaim, 0, 9, 'late');
  expect(await backfills.find('con_1', backfillId)).toMatchObject({
    state: 'running',
    doneTo: FROM,
    failures: 0,
  });
});

test('a cancelled one loses its lease and stays cancelled', async () => {
  const { backfillId } = await create();
  const keeper = new LeaseKeeper(database, LEASE_MS, () => undefined);
  const claim = await one();
  const lease = keeper.hold(claim.leaseId, Date.now());
  await keeper.renew();
  expect(() => lease.check()).not.toThrow();
  await backfills.cancel('con_2', backfillId);
  await keeper.renew();
  expect(() => lease.check()).not.toThrow();
  await backfills.cancel('con_1', backfillId);
  await keeper.renew();
  expect(() => lease.check()).toThrow('lease');
  await backfills.progress(claim, TO, TALLY);
  expect(await backfills.find('con_1', backfillId)).toMatchObject({ state: 'cancelled', doneTo: FROM });
  expect(await backfills.claim(5, LEASE_MS)).toEqual([]);
});

test('what is done cannot be cancelled', async () => {
  const { backfillId } = await create();
  await backfills.progress(await one(), TO, TALLY);
  await backfills.cancel('con_1', backfillId);
  expect((await backfills.find('con_1', backfillId))?.state).toBe('done');
});

test('those of a connection are listed newest first, and no more than asked for', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await create()).backfillId);
  await create('con_2');
  const listed = await backfills.ofConnection('con_1', 2);
  expect(listed.map(({ backfillId }) => backfillId)).toEqual([ids[2], ids[1]]);
});
