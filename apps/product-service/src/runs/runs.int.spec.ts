import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun, rejectRun } from './answer-run.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const B = aProduct('ST-2');

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
      state: 'waiting-for-approval',
      creates: 2,
      updates: 0,
      ask: expect.stringContaining('first run'),
    });
    await stage.applying.apply();
    // It is asked what it has of them, which is all.
    expect(stage.applying.calls()).toEqual({ 'GET /v4/products': 1 });
    expect(await results(run.id)).toEqual([
      'ST-1 create waiting-for-approval',
      'ST-2 create waiting-for-approval',
    ]);
    const [{ diff } = {}] = await stage.own.rows("select diff from run_styles where style = 'ST-1'");
    expect(diff).toContainEqual({ field: 'name', from: '', to: 'Style ST-1' });
    expect(diff).toContainEqual({
      field: 'SKU ST-1-BLK-S price (US Dollar)',
      from: '',
      to: '40.00, retail 100.00',
    });
  });

  it('goes out as it was shown once it is approved, and is done when all of it is there', async () => {
    await stage.stock(A, B);
    const { id } = await stage.run();
    expect(await approveRun(stage.own.pool, String(id), 'Ada')).toBe(true);
    expect(await stage.read(id)).toMatchObject({ state: 'running', decided_by: 'Ada' });
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
    expect(stage.applying.calls()).toEqual({ 'GET /v4/products': 1 });
    expect(await results(id)).toEqual(['ST-1 create rejected']);
    expect((await stage.run()).state).toBe('waiting-for-approval');
  });

  it('of an empty catalogue is done, and the next one is the first still', async () => {
    expect((await stage.run()).state).toBe('done');
    await stage.stock(A);
    expect((await stage.run()).state).toBe('waiting-for-approval');
  });

  it('is still to come after chosen styles were tried', async () => {
    await stage.stock(A, B);
    const tried = await stage.run({ trigger: 'person', styles: ['ST-1'] });
    await approveRun(stage.own.pool, String(tried.id), 'Ada');
    await stage.applying.apply();
    expect(await stage.run()).toMatchObject({
      state: 'waiting-for-approval',
      creates: 1,
      ask: expect.stringContaining('first run'),
    });
  });

  it('takes the place of the one before that nobody has answered', async () => {
    await stage.stock(A);
    const first = await stage.run();
    await stage.stock(B);
    const second = await stage.run();
    expect([(await stage.read(first.id)).state, second.state]).toEqual([
      'superseded',
      'waiting-for-approval',
    ]);
    expect(await approveRun(stage.own.pool, String(first.id), 'Ada')).toBe(false);
  });
});

describe('a run after that', () => {
  beforeEach(() => stage.establish(A, B));

  it('sends what has changed, without being asked', async () => {
    await stage.stock({ ...A, description: 'Made of silk.' });
    const run = await stage.run();
    expect(run).toMatchObject({ state: 'running', creates: 0, updates: 1, unchanged: 1 });
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
      state: 'waiting-for-approval',
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
    expect(((refused?.refusals ?? []) as { code: string }[]).map(({ code }) => code)).toEqual(
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
