import type { ConnectionSnapshot, Settings } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { aProduct, RunStage } from '../testing/run-stage.js';
import { ScheduledRuns } from './scheduled-runs.js';

const MINUTE_MS = 60_000;
const A = aProduct('ST-1');

let stage: RunStage;
let snapshot: ConnectionSnapshot | null;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(async () => {
  await stage.clear();
  connect();
});
afterAll(() => stage.applying.close());

function connect(settings: Partial<Settings> = {}, more: Partial<ConnectionSnapshot> = {}): void {
  const version = (snapshot?.version ?? 0) + 1;
  const on = { 'joor.syncProductDetails': 'Yes', ...settings } as const;
  snapshot = aConnectionSnapshot({ version, settings: on, ...more });
}
const replica = () =>
  new ScheduledRuns({
    pool: stage.own.pool,
    connections: { all: () => (snapshot ? [snapshot] : []) },
    minuteMs: MINUTE_MS,
  });
const ask = () => replica().ask();
const runs = () => stage.own.rows('select trigger, world, styles, preview, state from runs order by seq');
const count = async () => (await runs()).length;
/** So long ago was the newest style stored, and the last run asked for. */
const age = async (news: number, asked = news) => {
  await stage.own.pool.query(`update catalogue_news set newest = now() - $1 * interval '1 millisecond'`, [
    news,
  ]);
  await stage.own.pool.query(`update run_marks set asked_at = now() - $1 * interval '1 millisecond'`, [
    asked,
  ]);
};
/** What was asked for before is planned and over. */
const over = () => stage.own.pool.query("update runs set state = 'done'");

describe('the schedule', () => {
  it('asks for a run of all styles as soon as the catalogue has any', async () => {
    await ask();
    expect(await count()).toBe(0);
    await stage.stock(A);
    await ask();
    expect(await runs()).toEqual([
      { trigger: 'schedule', world: 'production', styles: null, preview: false, state: 'queued' },
    ]);
  });

  it('asks once for the same news, however many replicas look', async () => {
    await stage.stock(A);
    await Promise.all([ask(), ask(), ask()]);
    await over();
    await Promise.all([ask(), ask(), ask()]);
    expect(await count()).toBe(1);
  });

  it('waits while more comes in, and no longer than a minute', async () => {
    await stage.stock(A);
    await ask();
    await over();
    await stage.stock({ ...A, name: 'Other' });
    await age(MINUTE_MS / 30 - 1_000, 10_000);
    await ask();
    expect(await count()).toBe(1);
    await age(MINUTE_MS / 30 + 1_000, 10_000);
    await ask();
    expect(await count()).toBe(2);
    await over();
    await stage.stock({ ...A, name: 'Another' });
    await age(0, MINUTE_MS + 1_000);
    await ask();
    expect(await count()).toBe(3);
  });

  it('asks for none while one waits to be planned: that will see the news, too', async () => {
    await stage.stock(A);
    await ask();
    await stage.stock({ ...A, name: 'Other' });
    await age(MINUTE_MS);
    await ask();
    expect(await count()).toBe(1);
  });

  it('asks beside one that is being planned: that may have passed the style already', async () => {
    await stage.stock(A);
    await ask();
    await stage.own.pool.query("update runs set state = 'planning'");
    await stage.stock({ ...A, name: 'Other' });
    await age(MINUTE_MS);
    await ask();
    expect(await count()).toBe(2);
  });

  it('asks when the connection has changed: another mapping is another plan', async () => {
    await stage.stock(A);
    await ask();
    await over();
    await age(MINUTE_MS);
    await ask();
    await over();
    connect({ 'products.images': 'Replace' });
    const before = await count();
    await ask();
    expect(await count()).toBe(before + 1);
  });

  it('keeps the worlds apart', async () => {
    await stage.stock(A);
    connect({ 'joor.testMode': 'Enabled' });
    await ask();
    expect(await count()).toBe(0);
  });

  it.each<[string, () => void]>([
    ['Sync Product Details is No', () => connect({ 'joor.syncProductDetails': 'No' })],
    ['the connection is switched off', () => connect({}, { enabled: false })],
    [
      'the connection is gone',
      () => {
        snapshot = null;
      },
    ],
  ])('asks for nothing where %s', async (_, change) => {
    await stage.stock(A);
    change();
    await ask();
    expect(await count()).toBe(0);
  });
});
