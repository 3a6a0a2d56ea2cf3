import type { Settings } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { IntakeRig } from '../testing/intake-rig.js';

/** On request only. */
const ON: Partial<Settings> = { 'joor.syncProductDetails': 'Yes', 'inventory.schedule': 'Off' };
/** Every half second: a minute is shorter here. */
const OFTEN: Partial<Settings> = { ...ON, 'inventory.schedule': '5 minutes' };

let rig: IntakeRig;
let id = '';
let count = 0;

const product = (styleNumber: string, name = 'Coat', more: object = {}) => ({
  styleNumber,
  name,
  variants: [{ sku: `${styleNumber}-S`, upc: '036000291452', sizeName: 'S' }],
  ...more,
});
const scope = () => ({ connectionId: id, world: 'production' as const });
const runNow = (world: 'production' | 'sandbox' = 'production') =>
  eventually(() => rig.intake().work.request({ connectionId: id, world }));
/** The first reading of a connection. */
async function connect(settings = ON): Promise<void> {
  await rig.connect(id, settings);
  await runNow();
}

beforeAll(async () => {
  rig = await IntakeRig.start();
  await rig.service();
});
afterAll(() => rig?.close());
beforeEach(() => {
  count += 1;
  id = `con_${count}`;
  rig.wms.products = [];
  rig.wms.failFrom = Number.POSITIVE_INFINITY;
  rig.wms.delayMs = 0;
  rig.wms.asked.length = 0;
});
afterEach(async () => {
  await rig.connect(id, { 'joor.syncProductDetails': 'No' });
});

describe('a pull', () => {
  it('reads every page, and puts each style on the topic and in the catalogue', async () => {
    rig.wms.products = ['A', 'B', 'C', 'D', 'E'].map((style) => product(style));
    await connect();
    const [pull] = await rig.pullsEnded(id, 1);
    expect(pull).toMatchObject({ outcome: 'done', pages: 3, read: 5, changed: 5, changedSince: null });
    await eventually(async () => (await rig.styles(id)).length === 5);
    expect(await rig.styles(id)).toEqual(['A Coat', 'B Coat', 'C Coat', 'D Coat', 'E Coat']);
    const told = await rig.told(id);
    expect(told[0]).toMatchObject({ workspaceId: 'wsp_1', world: 'production', listed: true });
    expect(told.every(({ revision }) => /^[0-9a-f]{32}$/.test(revision))).toBe(true);
  });

  it('then asks for what changed since the last complete one, and tells only what differs', async () => {
    rig.wms.products = [product('A'), product('B')];
    await rig.connect(id, OFTEN);
    await rig.pullsEnded(id, 1);
    rig.wms.products = [product('A'), product('B', 'Cape')];
    await eventually(async () => (await rig.styles(id)).includes('B Cape'));
    const pulls = await rig.pullsEnded(id, 3);
    const [first, second] = [...pulls].reverse();
    const since = Date.parse(rig.wms.pulls[1]?.get('changedSince') ?? '');
    expect(since).toBe((first?.startedAt.getTime() ?? 0) - 10 * 60_000);
    expect(second?.changedSince?.getTime()).toBe(since);
    expect(
      (await rig.told(id)).map(({ product: { styleNumber, name } }) => `${styleNumber} ${name}`).sort(),
    ).toEqual(['A Coat', 'B Cape', 'B Coat']);
  });

  it('that dies half-way keeps what it read, takes nothing for gone and moves nothing', async () => {
    rig.wms.products = [product('A'), product('B'), product('C')];
    await connect();
    await rig.pullsEnded(id, 1);
    await eventually(async () => (await rig.styles(id)).length === 3);
    const marks = await rig.intake().pulls.marks(scope());
    rig.wms.products = [product('A', 'Cape'), product('D'), product('B'), product('C')];
    rig.wms.failFrom = 1;
    await runNow();
    const [failed] = await rig.pullsEnded(id, 2);
    expect(failed).toMatchObject({
      outcome: 'failed',
      pages: 1,
      unlisted: 0,
      reason: expect.stringContaining('500'),
    });
    await eventually(async () => (await rig.styles(id)).length === 4);
    expect(await rig.styles(id)).toEqual(['A Cape', 'B Coat', 'C Coat', 'D Coat']);
    expect(await rig.intake().pulls.marks(scope())).toEqual(marks);
    rig.wms.failFrom = Number.POSITIVE_INFINITY;
    await runNow();
    expect((await rig.pullsEnded(id, 3))[0]).toMatchObject({ outcome: 'done', changed: 0 });
  });

  it('whose credentials the WMS refuses is told once, and once more when they are taken', async () => {
    const told = () => rig.activities(id);
    rig.wms.products = [product('A')];
    Object.assign(rig.wms, { failFrom: 0, failStatus: 401 });
    await rig.connect(id, OFTEN);
    expect((await rig.pullsEnded(id, 1))[0]).toMatchObject({ outcome: 'unauthorized', pages: 0 });
    await runNow();
    await rig.pullsEnded(id, 2);
    expect(await told()).toEqual([`error products.unauthorized`]);
    Object.assign(rig.wms, { failFrom: Number.POSITIVE_INFINITY, failStatus: 500 });
    await runNow();
    await rig.pullsEnded(id, 3);
    await eventually(async () => (await told()).length === 2);
    expect(await told()).toEqual(['error products.unauthorized', 'info products.read']);
  });

  it('of the whole list finds what is gone, and what comes back', async () => {
    rig.wms.products = [product('A'), product('B'), product('C')];
    await connect();
    await rig.pullsEnded(id, 1);
    await eventually(async () => (await rig.styles(id)).length === 3);
    rig.wms.products = [product('A'), product('C')];
    await runNow();
    expect((await rig.pullsEnded(id, 2))[0]).toMatchObject({ outcome: 'done', unlisted: 1 });
    await eventually(async () => (await rig.styles(id)).includes('B Coat (gone)'));
    rig.wms.products = [product('A'), product('B')];
    await runNow();
    await rig.pullsEnded(id, 3);
    await eventually(async () => (await rig.styles(id)).includes('C Coat (gone)'));
    expect(await rig.styles(id)).toEqual(['A Coat', 'B Coat', 'C Coat (gone)']);
  });

  it('that brings an empty list takes nothing for gone', async () => {
    rig.wms.products = [product('A')];
    await connect();
    await rig.pullsEnded(id, 1);
    await eventually(async () => (await rig.styles(id)).length === 1);
    rig.wms.products = [];
    await runNow();
    expect((await rig.pullsEnded(id, 2))[0]).toMatchObject({
      outcome: 'done',
      unlisted: 0,
      reason: expect.stringContaining('empty list'),
    });
    expect(await rig.styles(id)).toEqual(['A Coat']);
  });

  it('keeps refused products with their reasons, until they can be read', async () => {
    rig.wms.products = [product('A'), product('B', 'Coat', { active: 'perhaps' })];
    await connect();
    expect((await rig.pullsEnded(id, 1))[0]).toMatchObject({ read: 2, changed: 1, refused: 1 });
    expect(await rig.intake().refused.list(scope())).toMatchObject([
      { styleNumber: 'B', reason: 'active must be true or false', source: 'pull' },
    ]);
    rig.wms.products = [product('A'), product('B')];
    await runNow();
    await rig.pullsEnded(id, 2);
    expect(await rig.intake().refused.list(scope())).toEqual([]);
  });

  it('does not take a style for gone that is there but cannot be read, nor any where one has no name', async () => {
    rig.wms.products = [product('A'), product('B'), product('C')];
    await connect();
    await rig.pullsEnded(id, 1);
    await eventually(async () => (await rig.styles(id)).length === 3);
    rig.wms.products = [product('A'), product('B', 'Coat', { active: 1 }), { name: 'nameless' }];
    await runNow();
    expect((await rig.pullsEnded(id, 2))[0]).toMatchObject({ outcome: 'done', unlisted: 0, refused: 2 });
    rig.wms.products = [product('A'), product('B', 'Coat', { active: 1 })];
    await runNow();
    expect((await rig.pullsEnded(id, 3))[0]).toMatchObject({ outcome: 'done', unlisted: 1 });
    await eventually(async () => (await rig.styles(id)).includes('C Coat (gone)'));
    expect(await rig.styles(id)).toEqual(['A Coat', 'B Coat', 'C Coat (gone)']);
  });
});

describe('whether there is a pull at all', () => {
  it('Sync Product Details says; switched on later, it begins', async () => {
    rig.wms.products = [product('A')];
    await rig.connect(id, { 'inventory.schedule': '5 minutes' });
    await eventually(async () => {
      const row = await rig.sql.query('select active from pull_schedules where connection_id = $1', [id]);
      return row.rows[0]?.active === false;
    });
    expect(await rig.intake().work.request(scope())).toBe(false);
    expect(rig.wms.asked).toEqual([]);
    await rig.connect(id, OFTEN);
    await rig.pullsEnded(id, 1);
  });

  it('with Inventory Schedule off there is one on demand only', async () => {
    rig.wms.products = [product('A')];
    await connect();
    await rig.pullsEnded(id, 1);
    expect(rig.wms.pulls).toHaveLength(1);
  });

  it('a WMS that pushes is not asked', async () => {
    await rig.connect(id, OFTEN, { products: 'push' });
    await runNow();
    await eventually(async () => {
      const row = await rig.sql.query('select finished_at from pull_schedules where connection_id = $1', [
        id,
      ]);
      return row.rows[0]?.finished_at instanceof Date;
    });
    expect(rig.wms.asked).toEqual([]);
  });

  it('test mode asks the sandbox only, and what it gives is of the sandbox', async () => {
    rig.wms.products = [product('PRODUCTION')];
    rig.sandboxWms.products = [product('SANDBOX')];
    await rig.connect(id, { ...ON, 'joor.testMode': 'Enabled' });
    await runNow('sandbox');
    await rig.pullsEnded(id, 1, 'sandbox');
    await eventually(async () => (await rig.styles(id, 'sandbox')).length === 1);
    expect(rig.wms.asked).toEqual([]);
    expect(await rig.styles(id)).toEqual([]);
    await connect();
    await rig.pullsEnded(id, 1);
    await eventually(async () => (await rig.styles(id)).length === 1);
    expect(await rig.styles(id)).toEqual(['PRODUCTION Coat']);
    expect(await rig.styles(id, 'sandbox')).toEqual(['SANDBOX Coat']);
  });
});

it('is done by one replica at a time', async () => {
  const second = await rig.service();
  rig.wms.products = Array.from({ length: 20 }, (_, at) => product(`S${at}`));
  rig.wms.delayMs = 20;
  rig.wms.most = 0;
  await rig.connect(id, OFTEN);
  await rig.pullsEnded(id, 4);
  expect(rig.wms.most).toBe(1);
  await second.close();
});

it('a deleted connection is forgotten with all its styles', async () => {
  rig.wms.products = [product('A')];
  await connect();
  await rig.pullsEnded(id, 1);
  await eventually(async () => (await rig.styles(id)).length === 1);
  await rig.forget(id);
  await eventually(async () => (await rig.styles(id)).length === 0);
});
