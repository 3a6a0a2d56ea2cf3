import { loadStyles } from '@joor-bridge/sandbox';
import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedImage, aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

/** The brand made the style in JOOR before: other names, one size, no price. */
const madeByHand = (size = 'S') =>
  loadStyles(
    stage.joor,
    [
      {
        number: 'ST-1',
        name: 'By hand',
        colors: [{ name: 'Noir', code: 'BLK', variants: [{ size, upc: '000000000017' }] }],
      },
    ],
    Date.now(),
  );
const product = () => stage.joor.products.find('ST-1');
const STYLE = aWantedStyle('ST-1');

describe('a style that the brand has in JOOR already', () => {
  it('is taken over: what is missing is made, what differs is changed, and nothing is doubled', async () => {
    madeByHand();
    await stage.queue([STYLE]);
    await stage.apply();
    expect(stage.errors).toEqual([]);
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(product()?.name).toBe('Style ST-1');
    expect(stage.totals()).toMatchObject({ products: [1, 0], skus: [2, 0], prices: [2, 0], entries: [1, 0] });
    expect(stage.joor.skus.all().map(({ externalId, color }) => [externalId, color.name])).toEqual([
      ['ST-1-BLK-S', 'Black'],
      ['ST-1-BLK-M', 'Black'],
    ]);
  });

  it('and that JOOR did not show before is taken over when it answers DUPLICATED', async () => {
    await stage.queue([STYLE, aWantedStyle('ST-2')]);
    await stage.own.pool.query('update style_states set looked_up = true');
    madeByHand();
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'applied' });
    expect(stage.totals()).toMatchObject({ products: [2, 0], skus: [4, 0], prices: [4, 0], images: [2, 0] });
    expect(stage.calls()['POST /v4/products/bulk_create']).toBe(1);
  });

  it('with a SKU of another external id is one SKU still: colour and size tell', async () => {
    madeByHand();
    const [sku] = stage.joor.skus.all();
    if (sku) stage.joor.changeSku(sku, { externalId: 'made-by-hand' });
    await stage.queue([STYLE]);
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(stage.totals()).toMatchObject({ skus: [2, 0], upcs: [2, 0] });
  });
});

describe('a style that somebody deletes in JOOR', () => {
  const again = async () => {
    await stage.waitIsOver();
    await stage.apply();
  };
  beforeEach(async () => {
    await stage.queue([STYLE]);
    await stage.apply();
  });

  it('is looked for when JOOR does not find it, and made again only then', async () => {
    stage.joor.clear();
    await stage.queue([aWantedStyle('ST-1', { name: 'Renamed' })]);
    await stage.apply();
    expect(await stage.state('ST-1')).toMatchObject({ state: 'queued', stage: 'product' });
    await again();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(stage.totals()).toMatchObject({ products: [1, 0], skus: [2, 0], prices: [2, 0], entries: [1, 0] });
    expect(product()?.name).toBe('Renamed');
  });

  it('in a part is whole again: a SKU, and the prices of another', async () => {
    const [first, second] = stage.joor.skus.all();
    if (!first || !second) throw new Error('two SKUs are to be there');
    for (const price of stage.joor.prices.of(first.id)) stage.joor.prices.remove(price);
    for (const price of stage.joor.prices.of(second.id)) stage.joor.prices.remove(price);
    stage.joor.skus.remove(first);
    const [sheet] = stage.joor.collections.all();
    const entries = sheet?.entries.map((entry) => ({ ...entry, skuIds: [second.id] })) ?? [];
    if (sheet) stage.joor.collections.change(sheet, { entries });
    const { skus, prices } = STYLE;
    await stage.queue([
      aWantedStyle('ST-1', {
        skus: skus.map((sku) => ({ ...sku, colorName: 'Ink' })),
        prices: prices.map((price) => ({ ...price, wholesale: '41.00' })),
      }),
    ]);
    await stage.apply();
    await again();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(stage.totals()).toMatchObject({ products: [1, 0], skus: [2, 0], prices: [2, 0] });
    expect(stage.joor.prices.all().map(({ wholesale }) => wholesale)).toEqual(['41.00', '41.00']);
  });

  it('and that is no longer sold is forgotten', async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    stage.joor.clear();
    await stage.queueUnsold('ST-1', ['ST-1-BLK-S', 'ST-1-BLK-M']);
    await stage.apply();
    await again();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(await stage.own.rows('select from held_products')).toEqual([]);
  });
});

describe('a line sheet that somebody deletes in JOOR', () => {
  it('is made again with its season for the next SKU that goes onto it', async () => {
    await stage.queue([STYLE]);
    await stage.apply();
    for (const sheet of stage.joor.collections.all()) stage.joor.collections.remove(sheet);
    for (const season of stage.joor.seasons.all()) stage.joor.seasons.remove(season);
    await stage.queue([aWantedStyle('ST-1', {}, 3)]);
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    const [season] = stage.joor.seasons.all();
    const made = stage.joor.collections.all();
    expect(made).toMatchObject([{ name: 'Spring 2027', seasonId: season?.id }]);
    expect(made[0]?.entries.map(({ skuIds }) => skuIds?.length)).toEqual([3]);
  });
});

describe('what people entered in JOOR', () => {
  beforeEach(async () => {
    await stage.queue([STYLE]);
    await stage.apply();
    loadStyles(stage.joor, [{ number: 'THEIRS', name: 'Theirs', colors: [] }], Date.now());
    const [sheet] = stage.joor.collections.all();
    const theirs = {
      productId: stage.joor.products.find('THEIRS')?.id ?? '',
      orderNumber: 9,
      skuIds: null,
      byHand: true,
    };
    const own = { productId: product()?.id ?? '', orderNumber: 1, skuIds: null, byHand: true };
    if (sheet) stage.joor.collections.change(sheet, { entries: [...sheet.entries, theirs] });
    const sale = {
      id: '777',
      externalId: null,
      name: 'Sale',
      seasonId: null,
      delivery: null,
      entries: [own],
    };
    stage.joor.collections.add(sale);
    stage.joor.addImage({
      id: '888',
      externalId: null,
      productId: product()?.id ?? '',
      colorCode: null,
      type: 'image',
      filename: 'by-hand.jpg',
      sourceUrl: 'https://people.example.com/by-hand.jpg',
      displayOrder: 1,
      byHand: true,
    });
    await stage.own.pool.query('update style_states set looked_up = false');
  });
  const entries = () =>
    Object.fromEntries(stage.joor.collections.all().map(({ name, entries: on }) => [name, on.length]));
  const images = () => stage.joor.images.of(product()?.id ?? '').map(({ sourceUrl }) => sourceUrl);
  const more = () =>
    aWantedStyle(
      'ST-1',
      { images: [...STYLE.images, aWantedImage({ url: 'https://cdn.example.com/back.jpg', order: 2 })] },
      3,
    );

  it('stays: entries of line sheets and images', async () => {
    await stage.queue([more()]);
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(entries()).toEqual({ 'Spring 2027': 2, Sale: 1 });
    expect(images()).toEqual([
      'https://cdn.example.com/st-1-front.jpg',
      'https://people.example.com/by-hand.jpg',
      'https://cdn.example.com/back.jpg',
    ]);
    const theirs = stage.joor.collections.all()[0]?.entries.find(({ byHand }) => byHand);
    expect(theirs).toMatchObject({ orderNumber: 9 });
  });

  it('gives way where replacing is chosen, and only of this style', async () => {
    stage.settings({ 'products.lineSheets': 'Replace', 'products.images': 'Replace' });
    await stage.queue([more()]);
    await stage.apply();
    expect(await stage.states()).toEqual({ 'ST-1': 'applied' });
    expect(entries()).toEqual({ 'Spring 2027': 2, Sale: 0 });
    expect(images()).toEqual(['https://cdn.example.com/st-1-front.jpg', 'https://cdn.example.com/back.jpg']);
    stage.calls();
    await stage.queue([more()]);
    await stage.apply();
    expect(stage.calls()).toEqual({});
  });
});

describe('statuses', () => {
  const inactive = () =>
    aWantedStyle('ST-1', {
      skus: STYLE.skus.map((sku, at) => ({ ...sku, active: at > 0 })),
      prices: STYLE.prices.slice(1),
    });
  const activeSizes = () => stage.joor.sizesOf(product()?.id ?? '').map(({ name, active }) => [name, active]);
  beforeEach(async () => {
    stage.settings({ 'products.inactive': 'Make inactive' });
    await stage.queue([STYLE]);
    await stage.apply();
  });

  it('that nobody has approved do not change, and the style says so', async () => {
    await stage.queue([inactive()]);
    await stage.apply();
    expect(activeSizes()).toEqual([
      ['S', true],
      ['M', true],
    ]);
    expect(await stage.state('ST-1')).toMatchObject({
      state: 'applied',
      reason: expect.stringContaining('waits for approval'),
    });
  });

  it('change size by size once they are approved, and back again', async () => {
    await stage.queue([inactive()], ['ST-1-BLK-S']);
    await stage.apply();
    expect(activeSizes()).toEqual([
      ['S', false],
      ['M', true],
    ]);
    await stage.queue([STYLE], ['ST-1-BLK-S']);
    await stage.apply();
    expect(activeSizes()).toEqual([
      ['S', true],
      ['M', true],
    ]);
  });
});
