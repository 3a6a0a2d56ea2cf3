import { JoorFailure } from '@joor-bridge/joor';
import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun, rejectRun } from './answer-run.js';
import { addRun, claimRun } from './run-store.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const B = aProduct('ST-2');
const withoutM = { ...A, variants: A.variants.filter(({ sizeName }) => sizeName === 'S') };

describe('SKUs that the WMS no longer sells', () => {
  beforeEach(() => stage.establish(A, B));
  const isActive = (size: string) =>
    stage.applying.joor.skus
      .all()
      .filter((sku) => sku.size.name === size && sku.externalId?.startsWith('ST-1'))
      .every((sku) => sku.size.active && sku.color.active);

  it('stay as they are unless the setting says otherwise', async () => {
    await stage.stock(withoutM);
    await stage.run();
    await stage.applying.apply();
    expect(isActive('M')).toBe(true);
    expect(await stage.own.rows("select from runs where state = 'waiting-for-approval'")).toEqual([]);
  });

  it('are made inactive by a run of their own that a person has approved, with the orders that it touches', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    await stage.stock({ ...withoutM, name: 'Renamed' });
    await stage.run();
    await stage.applying.apply();
    expect(stage.applying.joor.products.find('ST-1')?.name).toBe('Renamed');
    expect(isActive('M')).toBe(true);
    const [asking] = await stage.own.rows("select * from runs where state = 'waiting-for-approval'");
    expect(asking).toMatchObject({
      inactive: 1,
      approved_orders: 3,
      ask: expect.stringContaining('approved ones too'),
    });
    expect(stage.counted[0]).toMatchObject([
      { style: 'ST-1', status: [{ externalId: 'ST-1-BLK-M', makeActive: false }] },
    ]);
    await approveRun(stage.own.pool, String(asking?.id), 'Ada');
    await stage.applying.apply();
    expect([isActive('S'), isActive('M')]).toEqual([true, false]);
    expect((await stage.read(asking?.id)).state).toBe('done');
    await stage.run();
    expect(await stage.own.rows("select from runs where state = 'waiting-for-approval'")).toEqual([]);
  });

  it('are asked about once, with the orders counted once, as long as they stay the same', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    await stage.stock(withoutM);
    await stage.run();
    const asking = () => stage.own.rows("select id from runs where state = 'waiting-for-approval'");
    const first = await asking();
    await stage.stock({ ...B, name: 'Renamed' });
    await stage.run();
    expect(await asking()).toEqual(first);
    expect(stage.counted).toHaveLength(1);
    await stage.stock({ ...withoutM, description: 'Made of silk.' });
    await stage.run();
    expect(await asking()).toHaveLength(1);
    expect(await asking()).not.toEqual(first);
    expect(stage.counted).toHaveLength(2);
  });

  it('are not asked about again by the schedule once a person has said no', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    const before = stage.applying.account.deactivations.count;
    await stage.stock(withoutM);
    await stage.run();
    const [asking] = await stage.own.rows("select id from runs where state = 'waiting-for-approval'");
    await rejectRun(stage.own.pool, String(asking?.id), 'Ada');
    expect(await stage.run()).toMatchObject({ state: 'done', updates: 0, unchanged: 2 });
    expect(await stage.own.rows("select from runs where state = 'waiting-for-approval'")).toEqual([]);
    await stage.run({ trigger: 'person' });
    expect(await stage.own.rows("select from runs where state = 'waiting-for-approval'")).toHaveLength(1);
    expect(stage.applying.account.deactivations.count).toBe(before);
  });
});

describe('planning', () => {
  it('waits for JOOR where it cannot be asked, and begins anew', async () => {
    await stage.stock(A);
    stage.listsProblem = new JoorFailure('unavailable', 'JOOR answered 503.');
    const { id } = await stage.run();
    expect(await stage.read(id)).toMatchObject({
      state: 'queued',
      error: expect.stringContaining('tried again by itself'),
    });
    stage.listsProblem = null;
    await stage.own.pool.query('update runs set due_at = now()');
    await stage.planWaiting();
    expect(await stage.read(id)).toMatchObject({ state: 'waiting-for-approval', error: null });
  });

  it.each([
    [
      'credentials are refused',
      () => (stage.listsProblem = new JoorFailure('unauthorized', 'JOOR refused them.')),
      'refused',
    ],
    [
      'the connection’s setting is No',
      () => stage.settings({ 'joor.syncProductDetails': 'No' }),
      'Sync Product Details is No',
    ],
    ['the world was switched', () => stage.settings({ 'joor.testMode': 'Enabled' }), 'Test Mode'],
  ])('ends with a sentence when %s', async (_, change, sentence) => {
    await stage.stock(A);
    change();
    expect(await stage.run()).toMatchObject({ state: 'failed', error: expect.stringContaining(sentence) });
  });

  it('shows what a run would do though Sync Product Details is No', async () => {
    await stage.stock(A);
    stage.settings({ 'joor.syncProductDetails': 'No' });
    expect(await stage.run({ trigger: 'person', preview: true })).toMatchObject({
      state: 'waiting-for-approval',
      creates: 1,
    });
  });

  it('is taken over from a process that is gone, from the beginning', async () => {
    await stage.stock(A);
    const run = {
      ...stage.applying.scope,
      trigger: 'schedule',
      styles: null,
      preview: false,
      createdBy: 'x',
    } as const;
    const id = await addRun(stage.own.pool, run);
    const lost = await claimRun(stage.own.pool);
    expect(await claimRun(stage.own.pool)).toBeNull();
    await stage.own.pool.query("update runs set touched_at = now() - interval '3 minutes'");
    const taken = await claimRun(stage.own.pool);
    if (lost) await stage.planner.plan(lost);
    expect((await stage.read(id)).state).toBe('planning');
    if (taken) await stage.planner.plan(taken);
    expect(await stage.read(id)).toMatchObject({ state: 'waiting-for-approval', creates: 1 });
    expect(stage.applying.errors).toEqual([]);
  });

  it('after a rebuild asks nobody again, and sends nothing that JOOR has', async () => {
    await stage.establish(A, B);
    await stage.own.pool.query('truncate runs, run_styles, style_states, joor_health, appliers');
    expect(await stage.run()).toMatchObject({ state: 'done', unchanged: 2, creates: 0, updates: 0 });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
  });
});
