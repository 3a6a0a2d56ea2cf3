import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedPrice, aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const many = (count: number) => Array.from({ length: count }, (_, at) => aWantedStyle(`ST-${100 + at}`));
const CREATED = {
  'GET /v4/products': 1,
  'POST /v4/products/bulk_create': 1,
  'POST /v4/skus/bulk_create': 1,
  'POST /v4/prices/bulk_create': 1,
  'GET /v4/collections': 1,
  'GET /v4/seasons': 1,
  'POST /v4/seasons/bulk_create': 1,
  'POST /v4/collections/bulk_create': 1,
  'POST /v4/assets/products': 1,
};

describe('styles that JOOR does not have', () => {
  it('are made with everything, all of them in one call a step', async () => {
    await stage.queue([aWantedStyle('ST-1'), aWantedStyle('ST-2')]);
    await stage.apply();
    expect(stage.errors).toEqual([]);
    expect(await stage.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
    expect(stage.calls()).toEqual(CREATED);
    expect(stage.totals()).toMatchObject({
      products: [2, 0],
      skus: [4, 0],
      upcs: [4, 0],
      prices: [4, 0],
      seasons: [1, 0],
      collections: [1, 0],
      entries: [2, 0],
      images: [2, 0],
    });
  });

  it('are in JOOR as they are wanted', async () => {
    await stage.queue([aWantedStyle('ST-1')]);
    await stage.apply();
    const product = stage.joor.products.find('ST-1');
    expect(product).toMatchObject({
      name: 'Style ST-1',
      identifier: 'ST-1',
      description: 'Made of wool.',
      categoryIds: ['1'],
      tags: [{ name: 'Product Type', value: 'Shirt', code: 'Shirt' }],
    });
    const [sku] = stage.joor.skus.of(product?.id ?? '');
    expect(sku).toMatchObject({
      externalId: 'ST-1-BLK-S',
      color: { code: 'BLK', name: 'Black' },
      size: { name: 'S' },
    });
    expect(stage.joor.prices.of(sku?.id ?? '')).toMatchObject([
      { priceTypeId: '22', wholesale: '40.00', retail: '100.00' },
    ]);
    expect(stage.joor.seasons.all()).toMatchObject([{ name: 'Spring', year: 2027 }]);
    expect(stage.joor.collections.all()).toMatchObject([
      { name: 'Spring 2027', seasonId: stage.joor.seasons.all()[0]?.id },
    ]);
    expect(stage.joor.images.all()).toMatchObject([
      { sourceUrl: 'https://cdn.example.com/st-1-front.jpg', displayOrder: 1 },
    ]);
  });

  it('are many to a call: no more calls than the size of one makes necessary', async () => {
    await stage.queue(many(30));
    await stage.apply({ batchSize: 20 });
    expect(await stage.states()).toEqual(Object.fromEntries(many(30).map(({ style }) => [style, 'applied'])));
    expect(stage.calls()).toEqual({
      ...CREATED,
      'POST /v4/products/bulk_create': 2,
      'POST /v4/skus/bulk_create': 3,
      'POST /v4/prices/bulk_create': 3,
      'POST /v4/assets/products': 2,
    });
  });

  it('have images of colors and swatches beside those of the style', async () => {
    const images = [
      { url: 'https://cdn.example.com/a.jpg', colorCode: '', kind: 'image' as const, order: 1 },
      { url: 'https://cdn.example.com/b.png', colorCode: 'BLK', kind: 'image' as const, order: 2 },
      { url: 'https://cdn.example.com/c.png', colorCode: 'BLK', kind: 'swatch' as const, order: 3 },
    ];
    await stage.queue([aWantedStyle('ST-1', { images })]);
    await stage.apply();
    expect(stage.joor.images.all().map(({ colorCode, type }) => [colorCode, type])).toEqual([
      [null, 'image'],
      ['BLK', 'image'],
      ['BLK', 'swatch'],
    ]);
    const [held] = await stage.own.rows('select held, revision from held_products');
    expect(held).toMatchObject({
      revision: expect.any(String),
      held: { images: images.map((image) => ({ ...image, ours: true })) },
    });
  });
});

describe('what is written down', () => {
  it('is told, with every id that JOOR gave', async () => {
    await stage.queue([aWantedStyle('ST-1')]);
    await stage.apply();
    const told = await stage.own.outbox('joor.product.held.v1');
    const last = told.at(-1) as { revision: string; held: { id: string; skus: object[]; prices: object[] } };
    const [kept] = await stage.own.rows('select held, revision from held_products');
    expect(kept).toEqual({ held: last.held, revision: last.revision });
    expect(last.held.id).toBe(stage.joor.products.find('ST-1')?.id);
    expect([last.held.skus, last.held.prices].map((list) => list.length)).toEqual([2, 2]);
    expect(told.slice(0, -1).map(({ revision }) => revision)).toEqual(told.slice(1).map(() => null));
  });

  it('ends the run', async () => {
    await stage.queue([aWantedStyle('ST-1'), aWantedStyle('ST-2')]);
    expect(await stage.own.rows('select state from runs')).toEqual([{ state: 'running' }]);
    await stage.apply();
    expect(await stage.own.rows('select state from runs')).toEqual([{ state: 'done' }]);
    expect(await stage.own.rows('select distinct result from run_styles')).toEqual([{ result: 'applied' }]);
  });
});

describe('a style that JOOR has', () => {
  beforeEach(async () => {
    await stage.queue([aWantedStyle('ST-1'), aWantedStyle('ST-2')]);
    await stage.apply();
    stage.calls();
  });

  it('needs no call when it is as it is wanted', async () => {
    await stage.queue([aWantedStyle('ST-1')]);
    await stage.apply();
    expect(stage.calls()).toEqual({});
    expect(await stage.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
  });

  it('needs one call for one field', async () => {
    await stage.queue([aWantedStyle('ST-1', { description: 'Made of silk.' })]);
    await stage.apply();
    expect(stage.calls()).toEqual({ 'POST /v4/products/bulk_update': 1 });
    expect(stage.joor.products.find('ST-1')?.description).toBe('Made of silk.');
  });

  it('gets changed prices, new SKUs and what comes with them', async () => {
    const style = aWantedStyle('ST-1', {}, 3);
    const prices = style.prices.map((price, at) =>
      at === 0 ? aWantedPrice({ ...price, wholesale: '44.50' }) : price,
    );
    await stage.queue([{ ...style, prices }]);
    await stage.apply();
    expect(stage.calls()).toEqual({
      'POST /v4/skus/bulk_create': 1,
      'POST /v4/prices/bulk_create': 1,
      'POST /v4/prices/bulk_update': 1,
      // A page of records, and the empty one at which the list ends.
      'GET /v4/collections': 2,
      'GET /v4/seasons': 2,
      'POST /v4/collections/bulk_update': 1,
    });
    expect(
      stage.joor.prices
        .all()
        .map(({ wholesale }) => wholesale)
        .sort(),
    ).toEqual(['40.00', '40.00', '40.00', '40.00', '44.50']);
    const [sheet] = stage.joor.collections.all();
    expect(sheet?.entries.map(({ skuIds }) => skuIds?.length)).toEqual([3, 2]);
  });

  it('goes onto another line sheet and off the one that it was put on', async () => {
    await stage.queue([aWantedStyle('ST-1', { lineSheets: [{ name: 'Fall 2027', season: null }] })]);
    await stage.apply();
    expect(
      stage.joor.collections
        .all()
        .map(({ name, seasonId, entries }) => [name, seasonId !== null, entries.length]),
    ).toEqual([
      ['Spring 2027', true, 1],
      ['Fall 2027', false, 1],
    ]);
  });
});

describe('a style that was queued again during its turn', () => {
  it('stays queued: the turn that ends is not its end', async () => {
    await stage.queue([aWantedStyle('ST-1')]);
    const requeued: Promise<void>[] = [];
    const renamed = aWantedStyle('ST-1', { name: 'Renamed' });
    await stage.apply({
      beforeWrite: (count) => void (count === 1 && requeued.push(stage.queue([renamed]))),
    });
    await Promise.all(requeued);
    await stage.waitIsOver();
    await stage.apply();
    expect(stage.joor.products.find('ST-1')?.name).toBe('Renamed');
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(stage.totals()).toMatchObject({ products: [1, 0], skus: [2, 0], prices: [2, 0], images: [1, 0] });
  });
});

describe('what is not to be written now', () => {
  it.each([
    ['Sync Product Details is No', { 'joor.syncProductDetails': 'No' }],
    ['Joor Test Mode is on', { 'joor.testMode': 'Enabled' }],
  ] as const)('waits while %s', async (_, settings) => {
    await stage.queue([aWantedStyle('ST-1')]);
    stage.settings(settings);
    await stage.apply();
    expect(stage.calls()).toEqual({});
    expect(await stage.states()).toEqual({ 'ST-1': 'queued' });
    stage.settings({});
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
  });
});

describe('two replicas', () => {
  it('write once what is to be written', async () => {
    await stage.queue(many(40));
    const appliers = await Promise.all([stage.applier({ batchSize: 5 }), stage.applier({ batchSize: 5 })]);
    await Promise.all(appliers.map((applier) => applier.drain()));
    await Promise.all(appliers.map((applier) => applier.drain()));
    expect(stage.errors).toEqual([]);
    expect(new Set(Object.values(await stage.states()))).toEqual(new Set(['applied']));
    const calls = stage.calls();
    expect([calls['POST /v4/products/bulk_create'], calls['POST /v4/seasons/bulk_create']]).toEqual([8, 1]);
    expect(stage.totals()).toMatchObject({
      products: [40, 0],
      skus: [80, 0],
      collections: [1, 0],
      entries: [40, 0],
    });
  });
});
