import { eventually } from '@joor-bridge/testing';
import { requestRun } from '../runs/request-run.js';
import { aNewerLevel, IDENTITY, OwnListings } from '../testing/own-listings.js';
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
const synced = async () => {
  const sql = `select synced_news is not distinct from newest as synced from publishing join stock_news using (connection_id, world)`;
  return (await own.rows(sql)).every((row) => row.synced);
};

/** Ten SKUs with ten units each, in JOOR. */
async function tenInJoor(): Promise<string[]> {
  const skus = Array.from({ length: 10 }, (_, index) => `S${index}`);
  await own.stock(...skus.map((sku) => aNewerLevel(sku, 10)));
  stage.publisher();
  await stage.settled();
  return skus;
}

describe('the first run of a connection', () => {
  it('is shown and waits; approved, it goes; what JOOR acknowledged is told', async () => {
    stage.connect();
    await own.stock(aNewerLevel('A', 4), aNewerLevel('B', 7));
    stage.publisher();
    const waiting = await stage.run('waiting-for-approval');
    expect(waiting).toMatchObject({
      kind: 'sync',
      pending: 2,
      figures: { listed: 2, zeroed: 0, totalBefore: 0, totalAfter: 11 },
      examples: [
        { sku: 'B', before: null, after: 7 },
        { sku: 'A', before: null, after: 4 },
      ],
    });
    expect(joor.asked).toEqual([]);
    expect((await activities()).map(({ kind }) => kind)).toEqual(['inventory.waiting']);
    await stage.approve();
    expect(await stage.run('done')).toMatchObject({ sent: 2, requests: 1, credits: 5, approved_by: 'Ada' });
    expect([joor.of('upc-A'), joor.of('upc-B')]).toEqual([4, 7]);
    const held = await own.rows(
      `select aggregateid, payload from outbox where aggregatetype = 'joor.inventory.v1' order by 1`,
    );
    expect(held).toHaveLength(2);
    expect(held[0]).toMatchObject({
      aggregateid: 'con_1:A:Main:upc%3Aupc-A',
      payload: { sku: 'A', warehouse: 'Main', rows: [{ on: null, quantity: 4 }], world: 'production' },
    });
  });

  it('shows newer stock while it waits, without a second word', async () => {
    stage.connect();
    await own.stock(aNewerLevel('A', 4));
    stage.publisher();
    await stage.run('waiting-for-approval');
    await own.stock(aNewerLevel('A', 9));
    await eventually(async () => {
      const [run] = await stage.runs();
      expect(run?.figures).toMatchObject({ totalAfter: 9 });
      return true;
    });
    expect(await stage.runs()).toHaveLength(1);
    expect(await activities()).toHaveLength(1);
    await stage.settled();
    expect(joor.asked.flatMap(({ items }) => items.map(({ inventory }) => inventory))).toEqual([9]);
  });

  it('rejected, sends nothing until the WMS says something newer', async () => {
    stage.connect();
    await own.stock(aNewerLevel('A', 4));
    stage.publisher();
    const { id } = await stage.run('waiting-for-approval');
    await own.pool.query(`update runs set state = 'rejected' where id = $1`, [id]);
    await eventually(synced);
    await own.stock(aNewerLevel('A', 5));
    await stage.run('waiting-for-approval');
    expect(await stage.runs()).toHaveLength(2);
    expect(joor.asked).toEqual([]);
  });
});

describe('what is sent', () => {
  it('is what changed since JOOR acknowledged it, and nothing where nothing did', async () => {
    stage.connect();
    await tenInJoor();
    expect(joor.asked).toHaveLength(1);
    await own.stock(aNewerLevel('S3', 8));
    await eventually(() => joor.of('upc-S3') === 8);
    expect(joor.asked[1]?.items).toEqual([{ warehouse: 'Main', inventory: 8, upc: 'upc-S3' }]);
    await own.stock(aNewerLevel('S3', 8, { note: 'the same' }));
    await eventually(synced);
    expect(joor.asked).toHaveLength(2);
    expect(await stage.runs()).toHaveLength(2);
  });

  it('is within 5 s of the change, in one write for many changes of one SKU', async () => {
    stage.connect();
    await own.stock(aNewerLevel('A', 1));
    stage.publisher({ gatherMs: 2_000 });
    await stage.settled();
    const began = Date.now();
    for (const quantity of [2, 3, 4, 5, 6]) await own.stock(aNewerLevel('A', quantity));
    await eventually(() => joor.of('upc-A') === 6);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(joor.asked).toHaveLength(2);
  });

  it('goes by style where there is no UPC, on its day where it comes in later, and for pending orders', async () => {
    stage.connect({ 'inventory.decPending': 'Yes' });
    const identity = { ...IDENTITY, upc: '' };
    await own.stock(aNewerLevel('A', 4, { identity, future: [{ on: '2099-02-01', quantity: 9 }] }));
    stage.publisher();
    await stage.settled();
    const style = { style_number: 'LS-100', style_identifier: 'LS', color_code: 'IVO', size: 'S' };
    expect(joor.asked[0]).toMatchObject({ decPending: '1', overwrite: false });
    expect(joor.asked[0]?.items).toEqual([
      { warehouse: 'Main', inventory: 4, ...style },
      { warehouse: 'Main', inventory: 9, inventory_date: '2099-02-01', ...style },
    ]);
  });

  it('is 0 for a SKU that vanished and for a day that vanished', async () => {
    stage.connect();
    await own.stock(
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((sku) => aNewerLevel(sku, 10)),
      aNewerLevel('G', 4, { future: [{ on: '2099-02-01', quantity: 9 }] }),
    );
    stage.publisher();
    await stage.settled();
    await own.stock(aNewerLevel('A', 0, { listed: false }), aNewerLevel('G', 4));
    await eventually(() => joor.of('upc-A') === 0 && joor.of('upc-G', 'Main', '2099-02-01') === 0);
    expect(joor.of('upc-G')).toBe(4);
  });

  it('waits for the WMS: an order alone changes the figure, and sends nothing', async () => {
    stage.connect();
    await own.stock(aNewerLevel('A', 10), aNewerLevel('B', 10));
    stage.publisher();
    await stage.settled();
    await own.delivered('o1', 'A', 3, new Date());
    await eventually(
      async () => (await own.rows(`select wanted from listings where sku = 'A'`))[0]?.wanted === 7,
    );
    await eventually(synced);
    expect(joor.asked).toHaveLength(1);
    await onDemand();
    await eventually(() => joor.of('upc-A') === 7);
  });

  it('follows changed settings with the next news: all SKUs are computed again', async () => {
    stage.connect();
    await tenInJoor();
    stage.connect({ 'inventory.cap': 6 });
    await eventually(async () => (await own.rows('select distinct wanted from listings'))[0]?.wanted === 6);
    expect(joor.asked).toHaveLength(1);
    await own.stock(aNewerLevel('S0', 11));
    await eventually(() => joor.of('upc-S9') === 6);
  });

  it('is in batches where it is much', async () => {
    stage.connect();
    await own.stock(...Array.from({ length: 25 }, (_, index) => aNewerLevel(`S${index}`, 1)));
    stage.publisher({ config: { joorInventoryBatch: 10 } });
    await stage.settled();
    expect(joor.asked.map(({ items }) => items.length)).toEqual([10, 10, 5]);
    expect((await stage.runs())[0]).toMatchObject({ sent: 25, requests: 3, credits: 15 });
    const ended = ['waiting', 'done'];
    expect(stage.counted).toEqual({ sent: 25, refused: 0, inDoubt: 0, requests: 3, credits: 15, ended });
  });
});

describe('while the stock of the WMS is being read', () => {
  const reading = (startedAt: Date) =>
    own.rows(
      `insert into pulls (id, connection_id, world, workspace_id, started_at)
       values (gen_random_uuid(), 'con_1', 'production', 'wsp_1', $1)`,
      [startedAt],
    );
  const gatherUntil = async () => (await own.rows('select gather_until from publishing'))[0]?.gather_until;
  afterEach(() => own.rows('truncate pulls'));

  it('what was found is gathered, and goes in one request', async () => {
    stage.connect();
    await tenInJoor();
    const before = joor.asked.length;
    await reading(new Date());
    await own.stock(aNewerLevel('S1', 7));
    const first = await eventually(gatherUntil);
    await eventually(async () => {
      const now = await gatherUntil();
      return now instanceof Date && first instanceof Date && now > first;
    });
    expect(joor.asked).toHaveLength(before);
    await own.stock(aNewerLevel('S2', 8));
    await own.rows(`update pulls set outcome = 'done'`);
    expect(await stage.run('done')).toMatchObject({ sent: 2, requests: 1 });
    expect([joor.of('upc-S1'), joor.of('upc-S2')]).toEqual([7, 8]);
  });

  it('for long, what was found goes', async () => {
    stage.connect();
    await tenInJoor();
    await reading(new Date(Date.now() - 3_600_000));
    await own.stock(aNewerLevel('S1', 7));
    expect(await stage.run('done')).toMatchObject({ sent: 1 });
  });
});
