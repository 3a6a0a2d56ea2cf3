import fc from 'fast-check';
import { Random } from '../random/random.js';
import { makeBrand } from './brand.js';
import { cents, money } from './money.js';
import { makeLines, priced } from './order-lines.js';

const brand = makeBrand('lines');
const buyerIn = (currency: string) => {
  const found = brand.buyers.find((buyer) => buyer.currency[0] === currency);
  if (!found) throw new Error(`no buyer pays in ${currency}`);
  return found;
};
const lines = (count: number, currency = 'USD', seed = 'l') =>
  makeLines(brand, { count, rate: buyerIn(currency).currency[2], doorId: 33 }, new Random(seed));

describe('makeLines', () => {
  it.each([1, 2, 7, 40])('makes %d lines', (count) => {
    expect(lines(count)).toHaveLength(count);
  });

  it('refuses more lines than the brand has variants, instead of looking for ever', () => {
    expect(() => lines(10_000)).toThrow('variants to sell');
  });

  it('leaves out what is there already', () => {
    const there = lines(20);
    const besides = new Set(there.map((line) => line.item_upc));
    const more = makeLines(brand, { count: 20, rate: 100, doorId: 1, besides }, new Random('l'));
    expect(more.some((line) => besides.has(line.item_upc))).toBe(false);
  });

  it('takes every line from the catalogue', () => {
    const upcs = new Set(
      brand.styles.flatMap(({ colors }) => colors.flatMap((c) => c.variants.map((v) => v.upc))),
    );
    for (const line of lines(30)) {
      expect(upcs.has(line.item_upc)).toBe(true);
      const style = brand.styles.find(({ id }) => id === line.item_style_id);
      expect(style).toMatchObject({ name: line.item_name, number: line.item_number });
    }
  });

  it('sells runs of sizes of one style and colour', () => {
    const runs = new Map<string, number>();
    for (const line of lines(30)) {
      const run = `${line.item_number}/${line.item_color_code}`;
      runs.set(run, (runs.get(run) ?? 0) + 1);
    }
    expect(Math.max(...runs.values())).toBeGreaterThan(1);
  });

  it('prices in the currency of the buyer, dollars being the base', () => {
    for (const currency of new Set(brand.buyers.map((buyer) => buyer.currency[0]))) {
      const rate = buyerIn(currency).currency[2];
      for (const line of lines(10, currency)) {
        const style = brand.styles.find(({ id }) => id === line.item_style_id);
        expect(cents(line.item_unit_price)).toBe(Math.round(((style?.wholesaleCents ?? 0) * rate) / 100));
        expect(line.item_price).toBeLessThanOrEqual(line.item_unit_price);
      }
    }
  });

  it('orders at least one of everything', () => {
    expect(lines(40).every((line) => Number.isInteger(line.item_quantity) && line.item_quantity >= 1)).toBe(
      true,
    );
  });
});

describe('priced', () => {
  it.each([
    [90, 0, 5, 450],
    [19.99, 0, 3, 59.97],
    [0.1, 0.2, 3, 0.9],
    [42.5, -1, 2, 83],
  ])('(%d + %d) × %d = %d', (price, adjustment, quantity, extended) => {
    const [line] = lines(1);
    if (!line) throw new Error('no line');
    const sold = { ...line, item_price: price, item_price_adjustment: adjustment, item_quantity: quantity };
    expect(priced(sold).item_price_extended).toBe(extended);
  });
});

describe('money', () => {
  it('is exact to the cent, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 1_000_000_000 }), (whole) => {
        expect(cents(money(whole))).toBe(whole);
      }),
    );
  });
});
