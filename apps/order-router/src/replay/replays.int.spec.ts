import { CallerIdentity } from '@joor-bridge/service-kit';
import { OwnLedger } from '../testing/ledger.js';
import { aRejection } from '../testing/problems.js';
import { type Progress, Replays } from './replays.js';

let ledger: OwnLedger;
let replays: Replays;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
  replays = new Replays(ledger.pool);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const OPERATOR = new CallerIdentity('key_1', 'Ada', null);
const BEN = new CallerIdentity('key_2', 'Ben', 'wsp_1');
const EVE = new CallerIdentity('key_3', 'Eve', 'wsp_2');

const progress = (count: number, more: Partial<Progress> = {}): Progress => ({
  read: count * 10,
  matched: count * 2,
  wouldDeliver: count,
  orders: Array.from({ length: count }, (_, at) => ({ connectionId: 'con_1', orderId: String(at) })),
  ...more,
});

describe('a replay', () => {
  it('is running from the start, with what was asked for', async () => {
    const id = await replays.create({ connectionId: 'con_1', dryRun: true }, BEN);
    expect(await replays.read(id, BEN)).toEqual({
      id,
      dryRun: true,
      state: 'running',
      counts: { read: 0, matched: 0, wouldDeliver: 0 },
      wouldDeliver: [],
      error: null,
      createdBy: 'Ben',
      createdAt: expect.stringMatching(/Z$/),
    });
    const [row] = await ledger.rows('select filter, workspace_id from replays');
    expect(row).toEqual({ filter: { connectionId: 'con_1' }, workspace_id: 'wsp_1' });
  });

  it('tells how far it is', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    expect(await replays.touch(id, progress(3))).toBe(true);
    expect((await replays.read(id, BEN)).counts).toEqual({ read: 30, matched: 6, wouldDeliver: 3 });
  });

  it('ends with what it found', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    await replays.finish(id, progress(2), null);
    expect(await replays.read(id, BEN)).toMatchObject({
      state: 'done',
      counts: { read: 20, matched: 4, wouldDeliver: 2 },
      wouldDeliver: [
        { connectionId: 'con_1', orderId: '0' },
        { connectionId: 'con_1', orderId: '1' },
      ],
    });
  });

  it('counts also the orders that are not named', async () => {
    const id = await replays.create({ dryRun: true }, BEN);
    await replays.finish(id, progress(3, { wouldDeliver: 10_050 }), null);
    const view = await replays.read(id, BEN);
    expect([view.wouldDeliver.length, view.counts.wouldDeliver]).toEqual([3, 10_050]);
  });

  it('fails with the reason', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    await replays.finish(id, progress(0), 'no broker');
    expect(await replays.read(id, BEN)).toMatchObject({ state: 'failed', error: 'no broker' });
  });

  it('is interrupted when its process is gone', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    await ledger.pool.query("update replays set touched_at = now() - interval '31 seconds'");
    expect((await replays.read(id, BEN)).state).toBe('interrupted');
    await replays.touch(id, progress(1));
    expect((await replays.read(id, BEN)).state).toBe('running');
  });
});

describe('cancelling', () => {
  it('tells the running process, and its end does not undo it', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    await replays.cancel(id);
    expect(await replays.touch(id, progress(1))).toBe(false);
    await replays.finish(id, progress(1), null);
    expect(await replays.read(id, BEN)).toMatchObject({ state: 'cancelled', counts: { wouldDeliver: 1 } });
  });

  it('comes too late for one that has ended', async () => {
    const id = await replays.create({ dryRun: false }, BEN);
    await replays.finish(id, progress(0), null);
    expect(await aRejection(replays.cancel(id))).toMatchObject({
      status: 409,
      detail: 'The replay has ended.',
    });
  });
});

describe('who may see it', () => {
  it('are its workspace and the operator', async () => {
    const id = await replays.create({ dryRun: true }, BEN);
    expect((await replays.read(id, OPERATOR)).id).toBe(id);
    expect((await aRejection(replays.read(id, EVE))).status).toBe(404);
    expect((await aRejection(replays.read('no-such-id', OPERATOR))).status).toBe(404);
  });

  it('is the operator alone where the operator asked', async () => {
    const id = await replays.create({ dryRun: true }, OPERATOR);
    expect((await aRejection(replays.read(id, BEN))).status).toBe(404);
  });
});
