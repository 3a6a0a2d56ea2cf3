import { LeasedWork } from '@joor-bridge/persistence';
import { aNewerLevel, IDENTITY, OwnListings } from '../testing/own-listings.js';
import { PublishStage, QuickBudget } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';
import { reconcilePlanOf } from './reconcile-plan.js';
import { Reconciler } from './reconciler.js';

const MINUTE_MS = 60_000;
let own: OwnListings;
let joor: StandInJoor;
let stage: PublishStage;
let work: LeasedWork;
beforeAll(async () => {
  [own, joor] = await Promise.all([OwnListings.make(process.env.DATABASE_URL), StandInJoor.start()]);
  stage = new PublishStage(own, joor);
  work = new LeasedWork({
    database: own.database,
    table: 'reconcile_schedules',
    leaseMs: 5_000,
    onTrouble: fail,
  });
});
beforeEach(async () => {
  await own.clear();
  joor.reset();
});
afterEach(() => stage.stop());
afterAll(async () => {
  await joor.stop();
  await own.drop();
});

function fail(error: unknown): void {
  throw error;
}

/** A style for each SKU, holding what the stand-in does of it, unless something else is said. */
function stylesOf(held: Readonly<Record<string, unknown>>): object[] {
  return Object.entries(held).map(([sku, inventory], index) => ({
    style_id: index + 1,
    style_number: IDENTITY.styleNumber,
    style_identifier: sku,
    skus: [{ upc: `upc-${sku}`, sku_color_code: 'IVO', sku_size: 'S', inventory_available: inventory }],
  }));
}
const at = (quantity: number, warehouse = 'Main', day?: string) => ({
  warehouse,
  inventory: quantity,
  ...(day && { inventory_date: day }),
});

/** One reading-back, as the loop would have it done. */
async function reconcile(budget = new QuickBudget()) {
  const { connections, addresses, accounts } = stage;
  const log = { warn: () => undefined, error: () => undefined };
  const parts = { pool: own.pool, connections, addresses, accounts, budget, log };
  const reconciler = new Reconciler({ ...parts, timeoutMs: 500, minuteMs: MINUTE_MS });
  const snapshot = stage.snapshots.get('con_1');
  if (!snapshot) throw new Error('no connection');
  await work.plan(reconcilePlanOf(snapshot, 'production', MINUTE_MS));
  await work.request({ connectionId: 'con_1', world: 'production' });
  const [claimed] = await work.claim(1);
  if (!claimed) throw new Error('nothing was due');
  const end = await reconciler.run(claimed, new AbortController().signal);
  await work.finish(claimed.lease, end);
  const [record] = await own.rows('select * from reconciliations order by seq desc limit 1');
  return { end, record };
}
const drift = () => own.rows('select sku, day, believed, held from drift order by sku, day');

/** What is in JOOR, acknowledged. */
async function inJoor(quantities: Readonly<Record<string, number>>): Promise<void> {
  await own.stock(...Object.entries(quantities).map(([sku, quantity]) => aNewerLevel(sku, quantity)));
  stage.publisher();
  await stage.settled();
}

it('what JOOR holds as it was told is no drift, and nothing is sent', async () => {
  stage.connect();
  await inJoor({ A: 4, B: 7 });
  joor.styles = stylesOf({ A: 4, B: [at(7)], C: 99 });
  const { record, end } = await reconcile();
  expect(record).toMatchObject({ state: 'done', pages: 1, compared: 2, drifted: 0 });
  expect(end.failed).toBe(false);
  expect(end.againInMs).toBeGreaterThan(0);
  expect(await drift()).toEqual([]);
  expect(joor.asked).toHaveLength(1);
});

it('what was changed in JOOR is reported and mended by a run of its own', async () => {
  stage.connect();
  await inJoor({ A: 4, B: 7, C: 2, D: 5 });
  joor.styles = stylesOf({ A: [at(9)], B: 6, C: [], D: [at(5)] });
  const { record } = await reconcile();
  expect(record).toMatchObject({ state: 'done', compared: 4, drifted: 3 });
  expect(await drift()).toEqual([
    { sku: 'A', day: '', believed: 4, held: 9 },
    { sku: 'B', day: '', believed: 7, held: 6 },
    { sku: 'C', day: '', believed: 2, held: null },
  ]);
  const run = await stage.run('done');
  expect(run).toMatchObject({ kind: 'repair', sent: 3 });
  expect(joor.asked[1]?.items.map(({ upc, inventory }) => [upc, inventory])).toEqual([
    ['upc-A', 4],
    ['upc-B', 7],
    ['upc-C', 2],
  ]);
  const [told] = await own.rows(`select payload->>'message' as message from outbox
    where payload->>'kind' = 'inventory.drift'`);
  expect(told?.message).toMatch(/^JOOR held 3 of 4 figures differently/);
});

it('an item that JOOR does not list any more is reported; one that is 0 is not', async () => {
  stage.connect();
  await inJoor({ A: 4, B: 0 });
  joor.styles = [];
  await reconcile();
  expect(await drift()).toEqual([{ sku: 'A', day: '', believed: 4, held: null }]);
});

it('one number is the sum over the connections of the account', async () => {
  stage.connect();
  stage.connect({ 'inventory.joorWarehouse': 'West' }, { connectionId: 'con_2' });
  const identity = { ...IDENTITY, upc: 'upc-A' };
  await own.stock(aNewerLevel('A', 4), aNewerLevel('theirs', 3, { connectionId: 'con_2', identity }));
  stage.publisher();
  await stage.settled();
  await stage.settled('con_2');
  joor.styles = stylesOf({ A: 7 });
  await reconcile();
  expect(await drift()).toEqual([]);
  joor.styles = stylesOf({ A: 8 });
  await reconcile();
  expect(await drift()).toEqual([{ sku: 'A', day: '', believed: 4, held: null }]);
});

it('what is on its way, or was acknowledged since, is not compared', async () => {
  stage.connect();
  await inJoor({ A: 4, B: 7 });
  await stage.stop();
  stage.connect();
  await own.pool.query(
    `update listings set attempt_id = gen_random_uuid(), acknowledged = null where sku = 'A'`,
  );
  await own.pool.query(`update listings set acknowledged_at = now() + interval '1 minute' where sku = 'B'`);
  joor.styles = stylesOf({ A: 1, B: 1 });
  expect((await reconcile()).record).toMatchObject({ compared: 0, drifted: 0 });
});

it('reads page by page, and never more than its lane allows', async () => {
  stage.connect();
  await inJoor({ A: 4 });
  joor.styles = stylesOf({
    ...Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`X${n}`, 1])),
    A: 4,
  });
  const lanes: string[] = [];
  const budget = new QuickBudget();
  const spend = budget.spend.bind(budget);
  budget.spend = async (account, lane, credits) => {
    lanes.push(`${lane} ${credits}`);
    return spend(account, lane, credits);
  };
  expect((await reconcile(budget)).record).toMatchObject({ state: 'done', pages: 3, compared: 1 });
  expect(new Set(lanes)).toEqual(new Set(['backfill 1']));
  expect(joor.stylesAsked.length).toBe(lanes.length);
});

it('waits for credits', async () => {
  stage.connect();
  await inJoor({ A: 4 });
  joor.styles = stylesOf({ A: 4 });
  const budget = new QuickBudget(300);
  for (let spent = 0; spent < 150; spent += 50) await budget.spend('', 'live', 50);
  expect((await reconcile(budget)).record).toMatchObject({ state: 'done', compared: 1 });
});

describe('one that fails', () => {
  it.each([
    [{ status: 503 }, true],
    [{ status: 429, headers: { 'retry-after': '7' } }, false],
    [{ status: 401 }, true],
  ] as const)('by %j says why and comes again', async (trouble, failed) => {
    stage.connect();
    await inJoor({ A: 4 });
    joor.styleTrouble = () => trouble;
    const { record, end } = await reconcile();
    expect(record).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining(String(trouble.status)),
    });
    expect(end.failed).toBe(failed);
    expect(end.againInMs).toBeGreaterThan(6_000);
    expect(await drift()).toEqual([]);
  });

  it('by a process that died begins anew', async () => {
    stage.connect();
    await inJoor({ A: 4 });
    await own.pool.query(
      `insert into reconciliations (id, connection_id, world, workspace_id, state)
       values (gen_random_uuid(), 'con_1', 'production', 'wsp_1', 'running')`,
    );
    joor.styles = stylesOf({ A: 4 });
    await reconcile();
    expect(await own.rows('select state from reconciliations order by seq')).toEqual([
      { state: 'failed' },
      { state: 'done' },
    ]);
  });
});

it.each([
  ['changed', () => stage.connect({}, { joorAccount: '5002' })],
  ['deleted', () => stage.snapshots.delete('con_1')],
])('a connection that is %s while it is read back is compared with nothing more', async (_how, happens) => {
  stage.connect();
  await inJoor({ A: 4 });
  await stage.stop();
  stage.connect();
  joor.styles = stylesOf({ A: [at(9)] });
  joor.styleTrouble = () => {
    happens();
    return null;
  };
  const { end, record } = await reconcile();
  expect(end).toEqual({ failed: false, againInMs: expect.any(Number) });
  expect(record).toMatchObject({ state: 'failed', compared: 0, reason: expect.stringContaining('changed') });
  expect(await drift()).toEqual([]);
  expect(await own.rows('select acknowledged from listings')).toEqual([{ acknowledged: 4 }]);
});

it('a refused figure whose item JOOR lists by now is tried at once; one whose item it lacks is not', async () => {
  stage.connect();
  joor.refusal = ({ upc }) => (upc === 'upc-C' ? null : 'No SKU matches this item');
  await inJoor({ A: 4, B: 7, C: 1 });
  joor.refusal = ({ upc }) => (upc === 'upc-B' ? 'No SKU matches this item' : null);
  joor.styles = stylesOf({ A: [], C: 1 });
  const { record } = await reconcile();
  expect(record).toMatchObject({ state: 'done', drifted: 0 });
  expect(await stage.run('done')).toMatchObject({ kind: 'retry', sent: 1, requests: 1 });
  expect(joor.of('upc-A')).toBe(4);
  expect(joor.asked.at(-1)?.items.map(({ upc }) => upc)).toEqual(['upc-A']);
  expect(await own.rows(`select tries, retry_at > now() as later from listings where sku = 'B'`)).toEqual([
    { tries: 1, later: true },
  ]);
});

it('an item that JOOR lists and refuses all the same is tried once a reading, less and less often else', async () => {
  stage.connect();
  joor.refusal = () => 'No such warehouse';
  await inJoor({ A: 4 });
  joor.styles = stylesOf({ A: [] });
  await reconcile();
  expect(await stage.run('done')).toMatchObject({ kind: 'retry', sent: 0, refused: 1 });
  expect(
    await own.rows(`select tries, retry_at > now() + interval '15 minutes' as later from listings`),
  ).toEqual([{ tries: 2, later: true }]);
});
