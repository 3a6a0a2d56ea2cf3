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

/** Both styles are in JOOR, by an approved first run. */
async function established(): Promise<void> {
  await stage.stock(A, B);
  const first = await stage.run();
  await approveRun(stage.own.pool, String(first.id), 'Ada');
  await stage.applying.apply();
  expect(await stage.applying.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
  stage.applying.calls();
}

const results = async (runId: unknown) => {
  const rows = await stage.own.rows(
    'select style, plan, result from run_styles where run_id = $1 order by style',
    [runId],
  );
  return rows.map(({ style, plan, result }) => `${style} ${plan} ${result}`);
};

describe('the first run of a connection', () => {
  it('is a preview: nothing goes to JOOR before it is approved', async () => {
    await stage.stock(A, B);
    const run = await stage.run();
    expect(run).toMatchObject({
      state: 'preview',
      creates: 2,
      updates: 0,
      ask: expect.stringContaining('first run'),
    });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
    expect(await results(run.id)).toEqual(['ST-1 create preview', 'ST-2 create preview']);
    const [{ diff } = {}] = await stage.own.rows("select diff from run_styles where style = 'ST-1'");
    expect(diff).toContainEqual({ field: 'name', from: '', to: 'Style ST-1' });
  });

  it('goes out as it was shown once it is approved, and is done when all of it is there', async () => {
    await stage.stock(A, B);
    const { id } = await stage.run();
    expect(await approveRun(stage.own.pool, String(id), 'Ada')).toBe(true);
    expect(await stage.read(id)).toMatchObject({ state: 'applying', decided_by: 'Ada' });
    await stage.applying.apply();
    expect(await stage.read(id)).toMatchObject({ state: 'done', ended_at: expect.any(Date) });
    expect(await results(id)).toEqual(['ST-1 create applied', 'ST-2 create applied']);
    expect(stage.applying.totals()).toMatchObject({ products: [2, 0], skus: [4, 0] });
  });

  it('that was rejected changes nothing, and cannot be approved any more', async () => {
    await stage.stock(A);
    const { id } = await stage.run();
    expect(await rejectRun(stage.own.pool, String(id), 'Ada')).toBe(true);
    expect(await approveRun(stage.own.pool, String(id), 'Ada')).toBe(false);
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
    expect(await results(id)).toEqual(['ST-1 create rejected']);
    expect((await stage.run()).state).toBe('preview');
  });

  it('of an empty catalogue is done, and the next one is the first still', async () => {
    expect((await stage.run()).state).toBe('done');
    await stage.stock(A);
    expect((await stage.run()).state).toBe('preview');
  });

  it('takes the place of the one before that nobody has answered', async () => {
    await stage.stock(A);
    const first = await stage.run();
    await stage.stock(B);
    const second = await stage.run();
    expect([(await stage.read(first.id)).state, second.state]).toEqual(['superseded', 'preview']);
    expect(await approveRun(stage.own.pool, String(first.id), 'Ada')).toBe(false);
  });
});

describe('a run after that', () => {
  beforeEach(established);

  it('sends what has changed, without being asked', async () => {
    await stage.stock({ ...A, description: 'Made of silk.' });
    const run = await stage.run();
    expect(run).toMatchObject({ state: 'applying', creates: 0, updates: 1, unchanged: 1 });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({ 'POST /v4/products/bulk_update': 1 });
    expect((await stage.read(run.id)).state).toBe('done');
  });

  it('is done at once when nothing has', async () => {
    expect(await stage.run()).toMatchObject({ state: 'done', unchanged: 2, updates: 0 });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
  });

  it('for chosen styles leaves the others', async () => {
    await stage.stock({ ...A, name: 'One' }, { ...B, name: 'Two' });
    const run = await stage.run({ trigger: 'person', styles: ['ST-2', 'no such style'] });
    expect(run).toMatchObject({ updates: 1, unchanged: 0 });
    await stage.applying.apply();
    expect(['ST-1', 'ST-2'].map((style) => stage.applying.joor.products.find(style)?.name)).toEqual([
      'Style ST-1',
      'Two',
    ]);
  });

  it('that is to be looked at first waits, and goes out when it is approved', async () => {
    await stage.stock({ ...A, name: 'One' });
    const run = await stage.run({ trigger: 'person', preview: true });
    expect(run).toMatchObject({
      state: 'preview',
      updates: 1,
      ask: expect.stringContaining('A preview was asked for'),
    });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
    await approveRun(stage.own.pool, String(run.id), 'Ada');
    await stage.applying.apply();
    expect(stage.applying.joor.products.find('ST-1')?.name).toBe('One');
  });

  it('never lets a preview overtake what went out since', async () => {
    await stage.stock({ ...A, name: 'Old' });
    const preview = await stage.run({ trigger: 'person', preview: true });
    await stage.stock({ ...A, name: 'New' });
    await stage.run();
    await stage.applying.apply();
    await approveRun(stage.own.pool, String(preview.id), 'Ada');
    await stage.applying.apply();
    expect(stage.applying.joor.products.find('ST-1')?.name).toBe('New');
    expect(await results(preview.id)).toEqual(['ST-1 update superseded']);
    expect((await stage.read(preview.id)).state).toBe('done');
  });

  it('refuses what cannot be in JOOR, with every reason, and says it once by the schedule', async () => {
    await stage.stock({ ...A, lineSheets: [], name: '' });
    const run = await stage.run();
    expect(run).toMatchObject({ refused: 1, unchanged: 1, state: 'done' });
    const [refused] = await stage.own.rows("select state, refusals from style_states where style = 'ST-1'");
    expect(refused).toMatchObject({ state: 'refused' });
    expect((refused?.refusals as { code: string }[]).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['no-line-sheet', 'no-name']),
    );
    expect(await results(run.id)).toEqual(['ST-1 refused refused']);
    expect(await results((await stage.run()).id)).toEqual([]);
    expect(await results((await stage.run({ trigger: 'person' })).id)).toEqual(['ST-1 refused refused']);
    await stage.stock(A);
    await stage.run();
    expect(await stage.applying.states()).toMatchObject({ 'ST-1': 'unchanged' });
  });

  it('does not repeat what JOOR has refused until it changes or a person asks', async () => {
    stage.applying.account.catalogueSettings = {
      ...stage.applying.account.catalogueSettings,
      refuseContaining: 'Bad',
    };
    await stage.stock({ ...A, name: 'Bad' });
    await stage.run();
    for (let times = 0; times < 2; times += 1) {
      await stage.applying.waitIsOver();
      await stage.applying.apply();
    }
    expect(await stage.applying.state('ST-1')).toMatchObject({ state: 'refused', stage: 'product' });
    await stage.run();
    expect(await stage.applying.state('ST-1')).toMatchObject({ state: 'refused' });
    await stage.run({ trigger: 'person' });
    expect(await stage.applying.state('ST-1')).toMatchObject({ state: 'queued' });
  });

  it('keeps the categories that JOOR does not have', async () => {
    await stage.stock({ ...A, categories: ['Shirts', 'Toys'] }, { ...B, categories: ['Toys'] });
    await stage.run();
    const rows = await stage.own.rows('select style, unmapped, state from style_states order by style');
    expect(rows).toEqual([
      { style: 'ST-1', unmapped: ['Toys'], state: 'queued' },
      { style: 'ST-2', unmapped: ['Toys'], state: 'refused' },
    ]);
  });
});

describe('SKUs that the WMS no longer sells', () => {
  beforeEach(established);
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
    expect(await stage.own.rows("select from runs where state = 'preview'")).toEqual([]);
  });

  it('are made inactive by a run of their own that a person has approved, with the orders that it touches', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    await stage.stock({ ...withoutM, name: 'Renamed' });
    await stage.run();
    await stage.applying.apply();
    expect(stage.applying.joor.products.find('ST-1')?.name).toBe('Renamed');
    expect(isActive('M')).toBe(true);
    const [asking] = await stage.own.rows("select * from runs where state = 'preview'");
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
    expect(await stage.own.rows("select from runs where state = 'preview'")).toEqual([]);
  });

  it('are not asked about again by the schedule once a person has said no', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    const before = stage.applying.account.deactivations.count;
    await stage.stock(withoutM);
    await stage.run();
    const [asking] = await stage.own.rows("select id from runs where state = 'preview'");
    await rejectRun(stage.own.pool, String(asking?.id), 'Ada');
    expect(await stage.run()).toMatchObject({ state: 'done', updates: 0, unchanged: 2 });
    expect(await stage.own.rows("select from runs where state = 'preview'")).toEqual([]);
    await stage.run({ trigger: 'person' });
    expect(await stage.own.rows("select from runs where state = 'preview'")).toHaveLength(1);
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
    expect(await stage.read(id)).toMatchObject({ state: 'preview', error: null });
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
      state: 'preview',
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
    expect(await stage.read(id)).toMatchObject({ state: 'preview', creates: 1 });
    expect(stage.applying.errors).toEqual([]);
  });

  it('after a rebuild asks nobody again, and sends nothing that JOOR has', async () => {
    await established();
    await stage.own.pool.query('truncate runs, run_styles, style_states, joor_health, appliers');
    expect(await stage.run()).toMatchObject({ state: 'done', unchanged: 2, creates: 0, updates: 0 });
    await stage.applying.apply();
    expect(stage.applying.calls()).toEqual({});
  });
});
