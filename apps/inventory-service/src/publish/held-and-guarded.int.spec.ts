import { eventually } from '@joor-bridge/testing';
import { requestRun } from '../runs/request-run.js';
import { aNewerLevel, OwnListings } from '../testing/own-listings.js';
import { PublishStage } from '../testing/publish-stage.js';
import { StandInJoor } from '../testing/stand-in-joor.js';

let own: OwnListings;
let joor: StandInJoor;
let sandbox: StandInJoor;
let stage: PublishStage;
beforeAll(async () => {
  [own, joor, sandbox] = await Promise.all([
    OwnListings.make(process.env.DATABASE_URL),
    StandInJoor.start(),
    StandInJoor.start(),
  ]);
  stage = new PublishStage(own, joor, sandbox);
});
beforeEach(async () => {
  await own.clear();
  joor.reset();
  sandbox.reset();
});
afterEach(async () => {
  const { errors } = stage;
  const seen = [...errors];
  await stage.stop();
  expect(seen).toEqual([]);
});
afterAll(async () => {
  await Promise.all([joor.stop(), sandbox.stop()]);
  await own.drop();
});

const onDemand = (kind: 'on-demand' | 'preview' = 'on-demand') =>
  requestRun(own.pool, {
    ...{ connectionId: 'con_1', workspaceId: 'wsp_1', world: 'production', kind, requestedBy: 'Ada' },
  });
const activities = async () =>
  (await own.rows(`select payload from outbox where aggregatetype = 'activity.v1' order by position`)).map(
    ({ payload }) => payload as { kind: string; message: string },
  );
/** Ten SKUs with ten units each, in JOOR. */
async function tenInJoor(): Promise<string[]> {
  const skus = Array.from({ length: 10 }, (_, index) => `S${index}`);
  await own.stock(...skus.map((sku) => aNewerLevel(sku, 10)));
  stage.publisher();
  await stage.settled();
  return skus;
}

describe('nothing is sent', () => {
  it.each([
    ['while Inventory Schedule is Off', { 'inventory.schedule': 'Off' }, /Inventory Schedule is Off/],
    ['without a Warehouse Code', { 'joor.warehouseCode': ' ' }, /Warehouse Code is blank/],
    [
      'while the warehouse is not known',
      { 'inventory.joorWarehouse': '' },
      /JOOR's warehouse EAST is not known/,
    ],
  ] as const)('%s, and a run on demand says so', async (_case, settings, reason) => {
    stage.connect(settings);
    await own.stock(aNewerLevel('A', 4));
    await onDemand();
    stage.publisher();
    expect(await stage.run('held')).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(joor.asked).toEqual([]);
    expect(await own.rows('select wanted from listings')).toEqual([{ wanted: 4 }]);
    expect(stage.counted.ended).toContain('held');
  });

  it('and says so, too, when the stock comes after that was found out', async () => {
    stage.connect({ 'joor.warehouseCode': '' });
    stage.publisher();
    await eventually(
      async () => (await own.rows('select from publishing where wait_until > now()')).length === 1,
    );
    await own.stock(aNewerLevel('A', 4));
    expect(await stage.run('held')).toMatchObject({
      reason: expect.stringMatching(/Warehouse Code is blank/),
    });
    expect((await activities()).map(({ kind }) => kind)).toEqual(['inventory.held']);
  });

  it('until the warehouse is learnt from an order with the code', async () => {
    stage.connect({ 'inventory.joorWarehouse': '' });
    await own.stock(aNewerLevel('A', 4));
    stage.publisher();
    await stage.run('held');
    expect((await activities()).map(({ kind }) => kind)).toEqual(['inventory.held']);
    await own.pool.query(
      `insert into joor_warehouses values ('con_1', 'production', 'EAST', 'Learnt', now())`,
    );
    await stage.approve();
    await eventually(() => joor.of('upc-A', 'Learnt') === 4);
    expect(await own.rows('select distinct warehouse from listings')).toEqual([{ warehouse: 'Learnt' }]);
  });

  it('by a connection that is switched off', async () => {
    stage.connect({}, { enabled: false });
    stage.connect({}, { connectionId: 'con_2' });
    await own.stock(aNewerLevel('A', 4), aNewerLevel('A', 5, { connectionId: 'con_2' }));
    stage.publisher();
    await stage.settled('con_2');
    expect(joor.held.size).toBe(1);
    expect(await own.rows(`select sku from changed_skus where connection_id = 'con_1'`)).toHaveLength(1);
  });

  it('to production in test mode', async () => {
    stage.connect({ 'joor.testMode': 'Enabled' });
    await own.stock(aNewerLevel('A', 4), aNewerLevel('B', 5, { world: 'sandbox' }));
    stage.publisher();
    await stage.settled();
    expect(joor.asked).toEqual([]);
    expect([...sandbox.held]).toEqual([['Main|upc-B|', 5]]);
  });
});

describe('the guard', () => {
  it('stops a run that would empty the list, shows it, and goes on when it is approved', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.slice(0, 3).map((sku) => aNewerLevel(sku, 0, { listed: false })));
    const waiting = await stage.run('waiting-for-approval');
    expect(waiting).toMatchObject({
      reason: '3 of 10 listed items (30 %) would be set to 0; 20 % go without asking.',
      figures: { listed: 10, zeroed: 3, totalBefore: 100, totalAfter: 70 },
    });
    expect(joor.asked).toHaveLength(1);
    await stage.approve();
    await stage.run('done');
    expect(joor.of('upc-S0')).toBe(0);
  });

  it('goes on by itself when the WMS has thought better of it', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 0)));
    await stage.run('waiting-for-approval');
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 9)));
    await stage.run('done');
    expect(joor.of('upc-S0')).toBe(9);
    expect(await stage.runs()).toHaveLength(2);
    expect(joor.asked.slice(1).flatMap(({ items }) => items.map(({ inventory }) => inventory))).not.toContain(
      0,
    );
  });

  it('asks again when it got much worse after the approval', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.slice(0, 3).map((sku) => aNewerLevel(sku, 0)));
    const { id } = await stage.run('waiting-for-approval');
    await stage.stop();
    stage.connect();
    await own.stock(...skus.slice(0, 8).map((sku) => aNewerLevel(sku, 0)));
    const approved = JSON.stringify({ listed: 10, zeroed: 3, totalBefore: 100, totalAfter: 70 });
    await own.pool.query(`update runs set state = 'running', approved = $2, reason = null where id = $1`, [
      id,
      approved,
    ]);
    stage.publisher();
    expect(await stage.run('waiting-for-approval')).toMatchObject({
      reason: '8 items would be set to 0; 3 were approved. The total would be 20 units; 70 were approved.',
    });
    expect(joor.asked).toHaveLength(1);
    expect((await activities()).filter(({ kind }) => kind === 'inventory.waiting')).toHaveLength(3);
  });

  it('sees a landslide that comes in parts, each of which it would let go', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.slice(0, 2).map((sku) => aNewerLevel(sku, 0)));
    expect(await stage.run('done')).toMatchObject({ zeroed: 2 });
    await own.stock(aNewerLevel('S2', 0));
    expect(await stage.run('waiting-for-approval')).toMatchObject({
      reason: '3 of 10 listed items (30 %) would be set to 0; 20 % go without asking.',
      figures: { listed: 10, zeroed: 3, totalBefore: 100, totalAfter: 70 },
      examples: [{ sku: 'S2', before: 10, after: 0 }],
    });
    expect(joor.of('upc-S2')).toBe(10);
  });

  it('sees a total that falls step by step', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 7)));
    await stage.run('done');
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 4)));
    expect(await stage.run('waiting-for-approval')).toMatchObject({
      reason: 'The total would fall from 100 to 40 units (60 %); 50 % go without asking.',
    });
  });

  it.each([
    ['a day', () => own.pool.query(`update publishing set guard_since = guard_since - interval '25 hours'`)],
    [
      'an approval',
      async () => {
        await own.stock(aNewerLevel('S2', 0));
        await stage.settled();
      },
    ],
  ])('begins to count anew after %s', async (_what, passes) => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.slice(0, 2).map((sku) => aNewerLevel(sku, 0)));
    await stage.run('done');
    await passes();
    await own.stock(...skus.slice(7, 9).map((sku) => aNewerLevel(sku, 0)));
    expect(await stage.run('done')).toMatchObject({ zeroed: 2, approved: null });
  });

  it('does not take a landslide behind an approved one for the same', async () => {
    stage.connect();
    const skus = await tenInJoor();
    await own.stock(...skus.slice(0, 3).map((sku) => aNewerLevel(sku, 0)));
    let more = true;
    joor.meanwhile = async () => {
      if (more) await own.stock(...skus.slice(3, 6).map((sku) => aNewerLevel(sku, 0)));
      more = false;
    };
    await stage.approve();
    await stage.run('waiting-for-approval');
    expect(joor.asked).toHaveLength(2);
    expect([joor.of('upc-S0'), joor.of('upc-S3')]).toEqual([0, 10]);
  });

  it('has nothing to ask where its shares are 100 %', async () => {
    stage.connect({ 'inventory.guardZeroPercent': 100, 'inventory.guardDropPercent': 100 });
    const skus = await tenInJoor();
    await own.stock(...skus.map((sku) => aNewerLevel(sku, 0)));
    expect(await stage.run('done')).toMatchObject({ zeroed: 10 });
    expect(skus.every((sku) => joor.of(`upc-${sku}`) === 0)).toBe(true);
  });
});

describe('a preview', () => {
  it('shows what would be sent, and sends nothing', async () => {
    stage.connect();
    await tenInJoor();
    await own.delivered('o1', 'S1', 4, new Date());
    await onDemand('preview');
    expect(await stage.run('done')).toMatchObject({
      kind: 'preview',
      pending: 1,
      figures: { listed: 10, zeroed: 0, totalBefore: 100, totalAfter: 96 },
      examples: [{ sku: 'S1', before: 10, after: 6 }],
    });
    expect(joor.asked).toHaveLength(1);
  });
});

describe('Overwrite', () => {
  it('sends everything in one request, whatever changed', async () => {
    stage.connect({ 'inventory.mode': 'Overwrite' });
    await tenInJoor();
    await own.stock(aNewerLevel('S3', 8));
    await eventually(() => joor.of('upc-S3') === 8);
    expect(joor.asked.map(({ overwrite, items }) => [overwrite, items.length])).toEqual([
      [true, 10],
      [true, 10],
    ]);
  });

  it('is refused where it does not fit into one request', async () => {
    stage.connect({ 'inventory.mode': 'Overwrite' });
    await own.stock(...Array.from({ length: 11 }, (_, index) => aNewerLevel(`S${index}`, 1)));
    stage.publisher({ config: { joorInventoryBatch: 10 } });
    expect(await stage.run('held')).toMatchObject({
      reason: expect.stringMatching(/11 figures do not fit into one request \(10\)/),
    });
    expect(joor.asked).toEqual([]);
  });

  it('is not sent in part where rows come while it is under way', async () => {
    stage.connect({ 'inventory.mode': 'Overwrite' });
    await own.stock(...Array.from({ length: 10 }, (_, index) => aNewerLevel(`S${index}`, 1)));
    let more = true;
    joor.meanwhile = async () => {
      if (more) await own.stock(aNewerLevel('A', 7));
      more = false;
    };
    stage.publisher({ config: { joorInventoryBatch: 10 } });
    await stage.approve();
    expect(await stage.run('held')).toMatchObject({
      reason: expect.stringMatching(/11 figures do not fit into one request \(10\)/),
    });
    expect(joor.asked.map(({ items }) => items.length)).toEqual([10]);
    expect([joor.of('upc-S9'), joor.of('upc-A')]).toEqual([1, undefined]);
  });

  it('is refused where another connection writes to the same account', async () => {
    stage.connect({ 'inventory.mode': 'Overwrite' });
    stage.connect({}, { connectionId: 'con_2', name: 'The other' });
    await own.stock(aNewerLevel('A', 1));
    stage.publisher();
    expect(await stage.run('held')).toMatchObject({ reason: expect.stringContaining('"The other"') });
  });
});
