import { makeBrand } from '../generator/brand.js';
import { makeLines } from '../generator/order-lines.js';
import { Random } from '../random/random.js';
import { brandLevels, brandStyles, manyLevels, manyStyles } from './brand-goods.js';

const brand = makeBrand('demo');
const variantsOf = (style: object): { sku: string; upc: string }[] => Reflect.get(style, 'variants');

it('stocks every variant that an order can have, under the code of its lines', () => {
  const lines = makeLines(brand, { count: 40, rate: 100, doorId: 1 }, new Random(1));
  const skus = new Set(brandLevels(brand, 's').map(({ sku }) => sku));
  for (const { item_upc } of lines) expect(skus).toContain(item_upc);
});

it('stocks each once in each of two warehouses, some sold out, the same for the same seed', () => {
  const levels = brandLevels(brand, 's');
  const keys = levels.map(({ sku, warehouse }) => `${sku} ${warehouse}`);
  expect(new Set(keys).size).toBe(levels.length);
  expect(new Set(levels.map(({ warehouse }) => warehouse))).toEqual(new Set(['East', 'West']));
  expect(levels.filter(({ available }) => available === 0).length).toBeGreaterThan(0);
  expect(levels.every(({ available }) => Number.isInteger(available))).toBe(true);
  expect(brandLevels(brand, 's')).toEqual(levels);
  expect(brandLevels(brand, 't')).not.toEqual(levels);
});

it('sells every style with the variants that it stocks, at the prices of the orders', () => {
  const styles = brandStyles(brand);
  const stocked = new Set(brandLevels(brand, 's').map(({ sku }) => sku));
  expect(styles).toHaveLength(brand.styles.length);
  expect(new Set(styles.flatMap((style) => variantsOf(style).map(({ sku }) => sku)))).toEqual(stocked);
  const [first] = brand.styles;
  expect(styles[0]).toMatchObject({
    styleNumber: first?.number,
    prices: [
      { currency: 'USD', wholesale: ((first?.wholesaleCents ?? 0) / 100).toFixed(2) },
      { currency: 'EUR', wholesale: expect.stringMatching(/^\d+\.\d\d$/) },
    ],
  });
});

it('makes as many levels as are wanted, each UPC and SKU its own', () => {
  const levels = manyLevels(500, 3, '1');
  expect(levels).toHaveLength(1_500);
  expect(new Set(levels.map(({ sku, warehouse }) => `${sku} ${warehouse}`)).size).toBe(1_500);
  expect(new Set(levels.map(({ upc }) => upc)).size).toBe(500);
  expect(levels[0]).toMatchObject({
    sku: 'STY-000001-C1-XS',
    warehouse: 'W1',
    upc: expect.stringMatching(/^\d{12}$/),
  });
});

it('makes as many styles as are wanted, with the SKUs that the levels have', () => {
  const styles = manyStyles(20, 12);
  const skus = styles.flatMap((style) => variantsOf(style).map(({ sku }) => sku));
  expect(new Set(skus).size).toBe(240);
  expect(new Set(manyLevels(240, 1, '1').map(({ sku }) => sku))).toEqual(new Set(skus));
});
