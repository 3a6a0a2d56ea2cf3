import { OwnListings } from '../testing/own-listings.js';
import { approveRun, rejectRun } from './decide-run.js';
import { requestRun } from './request-run.js';
import { beginRun, holdSync, moveRun, openRun } from './runs.js';

let own: OwnListings;
beforeAll(async () => {
  own = await OwnListings.make(process.env.DATABASE_URL);
});
beforeEach(() => own.clear());
afterAll(() => own.drop());

const PLACE = { connectionId: 'con_1', world: 'production', workspaceId: 'wsp_1' } as const;
const FIGURES = { listed: 10, zeroed: 4, totalBefore: 100, totalAfter: 60 };
const waiting = () => beginRun(own.pool, { ...PLACE, kind: 'sync', state: 'waiting-for-approval' });
const request = (kind: 'on-demand' | 'preview') =>
  requestRun(own.pool, { ...PLACE, kind, requestedBy: 'Ada' });

describe('a run that waits', () => {
  it('goes on when it is approved, with what was shown', async () => {
    const { id } = await waiting();
    expect(await approveRun(own.pool, id, 'Ada', FIGURES)).toMatchObject({
      state: 'running',
      approved: FIGURES,
      approvedBy: 'Ada',
      decidedAt: expect.any(Date),
    });
    expect(await approveRun(own.pool, id, 'Eve', FIGURES)).toBeNull();
    expect(await rejectRun(own.pool, id, 'Eve')).toBeNull();
  });

  it('is over when it is rejected', async () => {
    const { id } = await waiting();
    expect(await rejectRun(own.pool, id, 'Ada')).toMatchObject({
      state: 'rejected',
      finishedAt: expect.any(Date),
    });
    expect(await openRun(own.pool, PLACE)).toBeNull();
    expect(await moveRun(own.pool, id, 'running')).toBeNull();
  });

  it('is decided by one of two who are there at the same time', async () => {
    const { id } = await waiting();
    const both = await Promise.all([
      approveRun(own.pool, id, 'Ada', FIGURES),
      rejectRun(own.pool, id, 'Ben'),
    ]);
    expect(both.filter((run) => run !== null)).toHaveLength(1);
  });
});

describe('a request', () => {
  it('is one run, however often it is made before it begins', async () => {
    const runs = await Promise.all([request('on-demand'), request('on-demand'), request('on-demand')]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(1);
    expect(runs[0]).toMatchObject({ state: 'queued', kind: 'on-demand', requestedBy: 'Ada' });
  });

  it('beside a run that waits is that run; a preview is one of its own', async () => {
    const { id } = await waiting();
    expect((await request('on-demand')).id).toBe(id);
    expect((await request('preview')).id).not.toBe(id);
  });

  it.each(['infinity', '2999-01-01'])('ends the wait until %s', async (time) => {
    await request('preview');
    await own.pool.query('update publishing set wait_until = $1', [time]);
    await request('preview');
    expect(await own.rows('select wait_until from publishing')).toEqual([{ wait_until: null }]);
  });
});

it('there is one open run of a connection and world', async () => {
  await waiting();
  await expect(waiting()).rejects.toThrow(/runs_open/);
  await beginRun(own.pool, { ...PLACE, world: 'sandbox', kind: 'sync', state: 'running' });
});

it('a sync that is held for the same reason again is the same row', async () => {
  expect(await holdSync(own.pool, { ...PLACE, reason: 'one' })).toBe(true);
  expect(await holdSync(own.pool, { ...PLACE, reason: 'one' })).toBe(false);
  expect(await holdSync(own.pool, { ...PLACE, reason: 'two' })).toBe(true);
  expect(await own.rows('select reason from runs order by seq')).toEqual([
    { reason: 'one' },
    { reason: 'two' },
  ]);
});
