import { eventually } from '@joor-bridge/testing';
import { PullStage, skus } from '../../testing/pull-stage.js';
import { Pulls } from './pulls.js';

let stage: PullStage;
beforeAll(async () => {
  stage = await PullStage.open(process.env);
}, 60_000);
beforeEach(() => stage.next());
afterAll(() => stage.close());

describe('a first pull', () => {
  it('reads everything, page by page, into the table, and then the sweep', async () => {
    stage.wms.rows = [
      {
        sku: 'S1',
        warehouse: 'East',
        available: 3,
        upc: '0001',
        future: [{ on: '2027-01-01', quantity: 9 }],
      },
      { sku: 'S1', warehouse: 'West', available: -2 },
      { sku: 'S2', available: 4 },
    ];
    await stage.connect();
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'done', reason: null, pages: 2, rows: 3, changed: 3, zeroed: 0 });
    expect(await stage.levels()).toEqual(['S1 East 3', 'S1 West 0', 'S2 - 4']);
    const [level] = await stage.rig.rows('select * from stock_levels where connection_id = $1 order by sku', [
      stage.id,
    ]);
    expect(level).toMatchObject({ as_of: pull.started_at, future: [{ on: '2027-01-01', quantity: 9 }] });
    await eventually(async () => (await stage.sweptAt())?.getTime() === (pull.started_at as Date).getTime());
    expect(await stage.rig.rows('select * from pending_levels where connection_id = $1', [stage.id])).toEqual(
      [],
    );
  });

  it('lists rows that it cannot take, with the reason, and takes the others', async () => {
    stage.wms.rows = [{ sku: 'S1', available: 1.5 }, { available: 2 }, { sku: 'S3', available: 3 }];
    await stage.connect();
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'done', rows: 3, changed: 1, refused_rows: 2 });
    expect(pull.refused).toEqual([
      { sku: 'S1', reason: 'available must be a whole number' },
      { sku: '', reason: expect.stringContaining('sku') },
    ]);
    expect(await stage.levels()).toEqual(['S3 - 3']);
  });
});

describe('the next pull', () => {
  it('publishes only what differs: a quantity, an identity, future stock', async () => {
    stage.wms.rows = skus(1, 5);
    await stage.connect();
    await stage.pull();
    const before = (await stage.levelsTold()).length;
    stage.wms.rows = [
      { sku: 'S1', available: 6 },
      { sku: 'S2', available: 5, upc: '0002' },
      { sku: 'S3', available: 5, future: [{ on: '2027-01-01', quantity: 1 }] },
      ...skus(4, 5),
    ];
    expect(await stage.pull()).toMatchObject({ outcome: 'done', rows: 5, changed: 3 });
    expect(
      (await stage.levelsTold())
        .slice(before)
        .map(({ sku }) => sku)
        .sort(),
    ).toHaveLength(3);
    expect(await stage.levels()).toEqual(['S1 - 6', 'S2 - 5', 'S3 - 5', 'S4 - 5', 'S5 - 5']);
  });

  it('publishes nothing but its end where nothing differs, and all levels hold at its start', async () => {
    stage.wms.rows = skus(1, 3);
    await stage.connect();
    await stage.pull();
    const before = await stage.rig.told(stage.id);
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'done', rows: 3, changed: 0 });
    const after = await stage.rig.told(stage.id);
    expect(after).toHaveLength(before.length + 1);
    await eventually(async () => (await stage.sweptAt())?.getTime() === (pull.started_at as Date).getTime());
  });

  it('sets to 0 what is not in the list any more, and lists it again when it comes back', async () => {
    stage.wms.rows = [...skus(1, 3), { sku: 'S3', warehouse: 'East', available: 5 }];
    await stage.connect();
    await stage.pull();
    stage.wms.rows = [...skus(1, 2), { sku: 'S3', warehouse: 'East', available: 5 }];
    expect(await stage.pull()).toMatchObject({ outcome: 'done', zeroed: 1 });
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 0 gone', 'S3 East 5']);
    stage.wms.rows = [...skus(1, 3), { sku: 'S3', warehouse: 'East', available: 5 }];
    expect(await stage.pull()).toMatchObject({ outcome: 'done', zeroed: 0, changed: 1 });
    expect(await stage.levels()).toContain('S3 - 5');
  });

  it('lists again what comes back with the time that it had before', async () => {
    const asOf = '2026-01-02T00:00:00Z';
    const dated = skus(1, 3).map((row) => ({ ...row, asOf }));
    stage.wms.rows = dated;
    await stage.connect();
    await stage.pull();
    stage.wms.rows = dated.slice(0, 2);
    await stage.pull();
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 0 gone']);
    stage.wms.rows = dated;
    expect(await stage.pull()).toMatchObject({ outcome: 'done', changed: 1 });
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 5']);
    expect(await stage.pull()).toMatchObject({ outcome: 'done', changed: 0 });
  });

  it('does not set to 0 what it named with a figure that cannot be taken', async () => {
    stage.wms.rows = skus(1, 3);
    await stage.connect();
    await stage.pull();
    stage.wms.rows = [...skus(1, 2), { sku: 'S3', available: 'many' }];
    expect(await stage.pull()).toMatchObject({ outcome: 'done', zeroed: 0, refused_rows: 1 });
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 5']);
  });

  it('keeps the first of two figures in one list, on one page and across pages', async () => {
    stage.wms.pageSize = 3;
    stage.wms.rows = [...skus(1, 3), { sku: 'S1', available: 9 }, { sku: 'S2', available: 5 }];
    await stage.connect();
    const pull = await stage.pull();
    expect(pull).toMatchObject({ outcome: 'done', refused_rows: 1 });
    expect(pull.refused).toEqual([{ sku: 'S1', reason: 'the list names it twice: 5 was taken, 9 was not' }]);
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 5']);
  });

  it('publishes again what an earlier pull may still have on its way', async () => {
    stage.wms.rows = skus(1, 3);
    await stage.connect();
    await stage.pull();
    await stage.rig.rows(
      `insert into pending_levels values
        ($1, 'production', 'S1', '', now(), gen_random_uuid()), ($1, 'production', 'S9', '', now(), gen_random_uuid())`,
      [stage.id],
    );
    expect(await stage.pull()).toMatchObject({ outcome: 'done', changed: 1, zeroed: 1 });
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 5', 'S9 - 0 gone']);
  });

  it('of rows that say when they were true leaves newer levels alone', async () => {
    const old = '2026-01-01T00:00:00Z';
    stage.wms.rows = [
      { sku: 'S1', available: 5, asOf: '2026-01-02T00:00:00Z' },
      { sku: 'S2', available: 5, asOf: old },
    ];
    await stage.connect();
    await stage.pull();
    await eventually(async () => (await stage.sweptAt())?.toISOString() === '2026-01-02T00:00:00.000Z');
    stage.wms.rows = [
      { sku: 'S1', available: 1, asOf: old },
      { sku: 'S2', available: 4, asOf: '2026-01-03T00:00:00Z' },
    ];
    expect(await stage.pull()).toMatchObject({ outcome: 'done', changed: 1 });
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 4']);
  });
});

describe('a list that is not believed', () => {
  it('is an empty one: nothing is set to 0, no time moves, and a person is told once', async () => {
    stage.wms.rows = skus(1, 3);
    await stage.connect();
    const first = await stage.pull();
    await eventually(() => stage.sweptAt());
    stage.wms.rows = [];
    for (const pull of [await stage.pull(), await stage.pull()]) {
      expect(pull).toMatchObject({
        outcome: 'refused',
        zeroed: 0,
        reason: expect.stringContaining('empty list'),
      });
    }
    expect(await stage.levels()).toEqual(['S1 - 5', 'S2 - 5', 'S3 - 5']);
    expect((await stage.sweptAt())?.getTime()).toBe((first.started_at as Date).getTime());
    await eventually(() => stage.told().length > 0);
    expect(stage.told()).toEqual(['stock.list-doubted']);
    stage.wms.rows = skus(1, 3);
    await stage.pull();
    await eventually(() => stage.told().length > 1);
    expect(stage.told()).toEqual(['stock.list-doubted', 'stock.read']);
  });

  it('is one that lost more than nine of ten; what differs in it counts', async () => {
    stage.wms.pageSize = 20;
    stage.wms.rows = skus(1, 11);
    await stage.connect();
    await stage.pull();
    stage.wms.rows = [{ sku: 'S1', available: 7 }];
    expect(await stage.pull()).toMatchObject({
      outcome: 'refused',
      changed: 1,
      reason: expect.stringContaining('lost 10 of 11'),
    });
    await eventually(async () => (await stage.levels()).includes('S1 - 7'));
    expect(await stage.levels()).toContain('S11 - 5');
  });

  it('is believed once a person has said that it is right', async () => {
    stage.wms.rows = skus(1, 3);
    await stage.connect();
    await stage.pull();
    const pulls = stage.rig.service.app.get(Pulls);
    expect(await pulls.accept(stage.id, 'ada')).toBe(false);
    stage.wms.rows = [];
    await stage.pull();
    expect(await pulls.accept(stage.id, 'ada')).toBe(true);
    await eventually(async () => (await stage.rig.pulls(stage.id)).at(-1)?.outcome === 'done');
    expect(await stage.levels()).toEqual(['S1 - 0 gone', 'S2 - 0 gone', 'S3 - 0 gone']);
    expect((await stage.rig.pulls(stage.id)).map((pull) => pull.accepted_by)).toEqual([null, 'ada', null]);
  });

  it('is not the empty list of a WMS that never had anything', async () => {
    await stage.connect();
    expect(await stage.pull()).toMatchObject({ outcome: 'done', rows: 0 });
  });
});
