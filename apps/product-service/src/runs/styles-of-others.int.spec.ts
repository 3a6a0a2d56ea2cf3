import { loadStyles } from '@joor-bridge/sandbox';
import { readProduct } from '../api/product-detail.js';
import { TAKEN_OVER } from '../plan/plan.js';
import { aProduct, RunStage } from '../testing/run-stage.js';
import { approveRun } from './answer-run.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.applying.close());

const A = aProduct('ST-1');
const B = aProduct('ST-2');

/** The brand made the style in JOOR before: another name, one size, another price. */
const madeByHand = (number = 'ST-1') =>
  loadStyles(
    stage.applying.joor,
    [
      {
        number,
        name: 'By hand',
        wholesaleCents: 3_500,
        retailCents: 10_000,
        colors: [{ name: 'Noir', code: 'BLK', variants: [{ size: 'S', upc: '000000000017' }] }],
      },
    ],
    Date.now(),
  );

const changesOf = async (runId: unknown, style: string) => {
  const [row] = await stage.own.rows('select plan, diff from run_styles where run_id = $1 and style = $2', [
    runId,
    style,
  ]);
  return row;
};
const writes = () => Object.keys(stage.applying.calls()).filter((call) => call.startsWith('POST'));
/** As a connection of its own would find what is in JOOR. */
const knowNothing = () =>
  stage.own.pool.query('truncate held_products, style_states, runs, run_styles, found_styles');

describe('the first run of a connection whose JOOR account has styles already', () => {
  it('shows field by field what of theirs it changes, and what it makes', async () => {
    madeByHand();
    await stage.stock(A, B);
    const run = await stage.run();
    expect(run).toMatchObject({ state: 'waiting-for-approval', creates: 1, updates: 1 });
    expect(run.ask).toContain('changes 1, 1 of them made there by others and taken over.');
    expect(await changesOf(run.id, 'ST-2')).toMatchObject({ plan: 'create' });
    const { plan, diff } = (await changesOf(run.id, 'ST-1')) ?? {};
    expect(plan).toBe('update');
    expect(diff).toEqual(
      expect.arrayContaining([
        TAKEN_OVER,
        { field: 'name', from: 'By hand', to: 'Style ST-1' },
        { field: 'SKU ST-1-BLK-S color', from: 'Noir', to: 'Black' },
        { field: 'SKU ST-1-BLK-M', from: '', to: expect.stringContaining('size M') },
        {
          field: 'SKU ST-1-BLK-S price (US Dollar)',
          from: '35.00, retail 100.00',
          to: '40.00, retail 100.00',
        },
      ]),
    );
    expect(writes()).toEqual([]);
    await approveRun(stage.own.pool, String(run.id), 'Ada');
    await stage.applying.apply();
    expect(await stage.applying.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
    expect(stage.applying.totals()).toMatchObject({ products: [2, 0], skus: [4, 0], prices: [4, 0] });
  });

  it('takes over a style that is as it is to be, without a write, and knows it from then on', async () => {
    await stage.establish(A);
    await knowNothing();
    const run = await stage.run();
    expect(run).toMatchObject({ state: 'waiting-for-approval', creates: 0, updates: 1, unchanged: 0 });
    expect(await changesOf(run.id, 'ST-1')).toEqual({ plan: 'update', diff: [TAKEN_OVER] });
    await approveRun(stage.own.pool, String(run.id), 'Ada');
    await stage.applying.apply();
    expect(writes()).toEqual([]);
    expect(await stage.applying.states()).toEqual({ 'ST-1': 'applied' });
    expect(await stage.run()).toMatchObject({ state: 'done', unchanged: 1 });
  });

  it('shows SKUs that would be made inactive there, before anything is', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    madeByHand();
    await stage.stock({ ...A, variants: A.variants.filter(({ sizeName }) => sizeName === 'M') });
    const run = await stage.run();
    expect(run).toMatchObject({ inactive: 1, approved_orders: 3 });
  });
});

describe('what is asked of JOOR for a preview', () => {
  const asked = () => stage.applying.calls()['GET /v4/products'] ?? 0;

  it('is asked for once a day by the schedule, and anew by a person', async () => {
    madeByHand();
    await stage.stock(A, B);
    await stage.run();
    expect(asked()).toBeGreaterThan(0);
    await stage.stock({ ...B, name: 'Renamed' });
    expect(await stage.run()).toMatchObject({ creates: 1, updates: 1 });
    expect(asked()).toBe(0);
    stage.applying.joor.clear();
    expect(await stage.run({ trigger: 'person', preview: true })).toMatchObject({ creates: 2, updates: 0 });
    expect(asked()).toBe(1);
    await stage.own.pool.query("update found_styles set at = now() - interval '25 hours'");
    await stage.run();
    expect(asked()).toBe(1);
  });

  it('goes on where it was cut off when the credits of products are used up', async () => {
    const styles = Array.from({ length: 120 }, (_, at) => aProduct(`ST-${100 + at}`));
    for (const { styleNumber } of styles) madeByHand(styleNumber);
    await stage.stock(...styles);
    let windows = 0;
    for (let state: unknown = 'queued'; state === 'queued'; windows += 1) {
      let left = 8;
      stage.spend = async (_account, _lane, credits) => {
        left -= credits;
        return left >= 0 ? { granted: true } : { granted: false, waitMs: 60_000 };
      };
      if (windows === 0) await stage.run();
      else {
        await stage.own.pool.query('update runs set due_at = now()');
        await stage.planWaiting();
      }
      const [run] = await stage.own.rows('select state, error, updates from runs');
      state = run?.state;
      if (state === 'queued') expect(run?.error).toContain('It is tried again by itself.');
      else expect(run).toMatchObject({ state: 'waiting-for-approval', updates: 120, error: null });
    }
    expect(windows).toBeGreaterThan(1);
    expect(windows).toBeLessThan(6);
  });

  it('ends for all who ask for the account when JOOR says that its limit is used up', async () => {
    await stage.stock(A);
    stage.applying.faults({ kind: 'throttle', retryAfterMs: 7_000 });
    expect(await stage.run()).toMatchObject({ state: 'queued', error: expect.stringContaining('429') });
    expect(stage.blocked).toEqual([['production', 7_000]]);
  });

  it('is nothing in a run that need not wait: what is there is met when the style goes out', async () => {
    await stage.establish(A);
    madeByHand('ST-2');
    await stage.stock(B);
    expect(await stage.run()).toMatchObject({ state: 'running', creates: 1 });
    expect(asked()).toBe(0);
  });

  it('is of the account that was asked', async () => {
    madeByHand();
    await stage.stock(A);
    await stage.run();
    await stage.own.pool.query("update found_styles set account = 'production:another'");
    asked();
    await stage.run();
    expect(asked()).toBeGreaterThan(0);
  });
});

const look = () =>
  readProduct(stage.readable(), { snapshot: stage.applying.snapshot, scope: stage.applying.scope }, 'ST-1');

it('a look at one style goes without, and says so, while the credits are used up', async () => {
  madeByHand();
  await stage.stock(A);
  stage.spend = async () => ({ granted: false, waitMs: 60_000 });
  expect(await look()).toMatchObject({
    plan: { action: 'create' },
    planProblem: expect.stringMatching(/used up for now\. The style is shown as if it were not in JOOR\.$/),
  });
});

it('a look at one style shows what others made of it in JOOR', async () => {
  madeByHand();
  await stage.stock(A);
  const shown = await look();
  expect(shown).toMatchObject({ held: null, planProblem: null, plan: { action: 'update' } });
  expect(shown.plan?.changes).toContainEqual({ field: 'name', from: 'By hand', to: 'Style ST-1' });
});
