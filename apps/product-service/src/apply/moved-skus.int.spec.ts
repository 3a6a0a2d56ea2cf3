import { ApplierStage } from '../testing/applier-stage.js';
import { aWantedStyle } from '../testing/products.js';

let stage: ApplierStage;
beforeAll(async () => {
  stage = await ApplierStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const OLD = aWantedStyle('ST-1');
const [stays, moves] = OLD.skus;
const only = (style: typeof OLD, skus: typeof OLD.skus, prices = OLD.prices) => ({
  ...style,
  skus,
  prices: prices.filter(({ sku }) => skus.some(({ externalId }) => externalId === sku)),
});
const NEW = aWantedStyle('ST-2', {}, 1);
const withMoved = () => {
  if (!stays || !moves) throw new Error('two SKUs are to be there');
  const skus = [...NEW.skus, { ...moves, sizeName: 'M', sizeCode: 'M' }];
  return only(NEW, skus, [...NEW.prices, ...OLD.prices]);
};
const goOn = async () => {
  await stage.waitIsOver();
  await stage.apply();
};

describe('a SKU that the WMS has moved from one style to another', () => {
  beforeEach(async () => {
    await stage.queue([OLD, NEW]);
    await stage.apply();
    await stage.queue([only(OLD, OLD.skus.slice(0, 1)), withMoved()]);
    await stage.apply();
    await goOn();
  });

  it('is refused with both styles and what to do; the rest of the style is in JOOR', async () => {
    expect(await stage.states()).toEqual({ 'ST-1': 'applied', 'ST-2': 'refused' });
    expect(await stage.state('ST-2')).toMatchObject({
      stage: 'skus',
      reason:
        'SKU ST-1-BLK-M is a variant of ST-2 in the WMS, and of ST-1 in JOOR, which cannot move it: delete it from ST-1 in JOOR, or give it another SKU in the WMS; then run ST-2 again.',
    });
    expect(stage.totals()).toMatchObject({ skus: [3, 0], prices: [3, 0] });
  });

  it('goes to its new style once it is deleted there and a person asks', async () => {
    const sku = stage.joor.skus.find('ST-1-BLK-M');
    if (!sku) throw new Error('the SKU is to be there');
    for (const price of stage.joor.prices.of(sku.id)) stage.joor.prices.remove(price);
    stage.joor.skus.remove(sku);
    const [sheet] = stage.joor.collections.all();
    if (!sheet) throw new Error('the line sheet is to be there');
    const entries = sheet.entries.map((entry) => ({
      ...entry,
      skuIds: entry.skuIds?.filter((id) => id !== sku.id) ?? null,
    }));
    stage.joor.collections.change(sheet, { entries });
    await stage.queue([withMoved()]);
    await stage.apply();
    await goOn();
    expect(await stage.state('ST-2')).toMatchObject({ state: 'applied', reason: null });
    expect(stage.joor.skus.find('ST-1-BLK-M')?.productId).toBe(stage.joor.products.find('ST-2')?.id);
  });
});

it('a SKU that JOOR has under a style of others is named', async () => {
  await stage.queue([OLD]);
  await stage.apply();
  await stage.own.pool.query('truncate held_products, style_states');
  await stage.queue([withMoved()]);
  await stage.apply();
  await goOn();
  expect(await stage.state('ST-2')).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('does not show it (skus: ST-1-BLK-M). Look in JOOR'),
  });
});
