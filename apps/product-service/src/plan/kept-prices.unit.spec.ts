import { aHeldProduct, aWantedPrice, aWantedStyle } from '../testing/products.js';
import type { PlanOptions } from './plan.js';
import { planStyle } from './plan-style.js';

const OPTIONS: PlanOptions = {
  ...{ lineSheets: 'Add', images: 'Add', inactive: 'Keep' },
  joorLineSheets: new Set(),
  joorSeasons: new Set(),
  names: {
    priceTypes: new Map([
      ['22', 'US Dollar'],
      ['23', 'Euro'],
    ]),
    categories: new Map(),
  },
};
const price = (sku: string, priceTypeId: string, wholesale: string, retail: string | null) => ({
  ...{ id: `price ${sku} ${priceTypeId}`, skuId: `sku ${sku}`, priceTypeId, wholesale, retail },
});
const wanted = aWantedStyle('ST-1', {}, 5);
const skus = wanted.skus.map((sku) => ({ ...sku, id: `sku ${sku.externalId}` }));
const inJoor = (...prices: ReturnType<typeof price>[]) => ({
  revision: null,
  held: aHeldProduct({ skus, prices }),
});
const plan = (known: ReturnType<typeof inJoor>, prices = wanted.prices, style = wanted) =>
  planStyle({ kind: 'wanted', wanted: { ...style, prices } }, known, OPTIONS);
const S = 'ST-1-BLK-S';

describe('a price that the WMS does not name', () => {
  it('stays in JOOR, and the plan says so, by price type, with a few of its SKUs', () => {
    const euros = wanted.skus.map(({ externalId }) => price(externalId, '23', '35', null));
    const { notes, steps } = plan(inJoor(price(S, '22', '40', '100'), ...euros));
    expect(notes).toEqual([
      'JOOR keeps the price (Euro) of ST-1-BLK-S 35.00, ST-1-BLK-M 35.00, ST-1-BLK-L 35.00 and 2 more: the WMS does not name it, and JOOR cannot take a price back. Name it in the WMS, or change it in JOOR.',
    ]);
    expect(steps.flatMap((step) => (step.kind === 'prices' ? step.update : []))).toEqual([]);
  });

  it('is said of a style that needs nothing, too', () => {
    const known = inJoor(price(S, '23', '35', null));
    const { revision } = plan(known);
    const again = plan({ ...known, revision } as typeof known);
    expect([again.action, again.notes]).toEqual(['unchanged', [expect.stringContaining('(Euro)')]]);
  });

  it('of a SKU that is no longer sold, or one of nothing, is not worth a word', () => {
    const gone = { ...wanted, skus: wanted.skus.map((sku) => ({ ...sku, active: sku.externalId !== S })) };
    const prices = wanted.prices.filter(({ sku }) => sku !== S);
    expect(plan(inJoor(price(S, '23', '35', null)), prices, gone).notes).toEqual([]);
    expect(plan(inJoor(price(S, '23', '0', null))).notes).toEqual([]);
  });
});

describe('a retail price that the WMS does not name', () => {
  const without = [aWantedPrice({ sku: S, retail: null }), ...wanted.prices.slice(1)];

  it('stays, with a note and without a write', () => {
    const { notes, steps } = plan(inJoor(price(S, '22', '40.00', '100.00')), without);
    expect(notes).toEqual([expect.stringContaining('the retail price (US Dollar) of ST-1-BLK-S 100.00:')]);
    expect(steps.flatMap((step) => (step.kind === 'prices' ? step.update : []))).toEqual([]);
  });

  it('is told again with a wholesale price that changes: nobody knows what JOOR makes of none', () => {
    const { changes, steps } = plan(inJoor(price(S, '22', '39.00', '100.00')), without);
    expect(steps.flatMap((step) => (step.kind === 'prices' ? step.update : []))).toMatchObject([
      { sku: S, wholesale: '40.00', retail: '100.00' },
    ]);
    expect(changes).toContainEqual({
      field: 'SKU ST-1-BLK-S price (US Dollar)',
      from: '39.00, retail 100.00',
      to: '40.00, retail 100.00',
    });
  });
});
