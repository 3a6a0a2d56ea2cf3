import { makeBrand } from './brand.js';

const seeds = Array.from({ length: 30 }, (_, index) => `seed-${index}`);

describe('makeBrand', () => {
  it('makes the same brand for the same seed, and another for another', () => {
    expect(makeBrand('a')).toEqual(makeBrand('a'));
    expect(makeBrand('a')).not.toEqual(makeBrand('b'));
  });

  it('gives every variant a UPC of its own', () => {
    for (const seed of seeds) {
      const upcs = makeBrand(seed).styles.flatMap(({ colors }) => colors.flatMap(({ variants }) => variants));
      expect(new Set(upcs.map(({ upc }) => upc)).size).toBe(upcs.length);
    }
  });

  it('numbers its styles apart', () => {
    for (const seed of seeds) {
      const { styles } = makeBrand(seed);
      expect(new Set(styles.map(({ id }) => id)).size).toBe(styles.length);
      expect(new Set(styles.map(({ number }) => number)).size).toBe(styles.length);
    }
  });

  it('prices retail above wholesale', () => {
    for (const style of makeBrand('prices').styles) {
      expect(style.wholesaleCents).toBeGreaterThan(0);
      expect(style.retailCents).toBeGreaterThan(style.wholesaleCents);
    }
  });

  const buyers = seeds.flatMap((seed) => makeBrand(seed).buyers);

  it('has buyers without a customer code, but few', () => {
    const blank = buyers.filter(({ code }) => code === '').length / buyers.length;
    expect(blank).toBeGreaterThan(0.05);
    expect(blank).toBeLessThan(0.2);
  });

  it('has boutiques with one door and department stores with several', () => {
    const doors = (group: string) =>
      buyers.filter((buyer) => buyer.group.code === group).map((b) => b.doors.length);
    expect(new Set(doors('SPC'))).toEqual(new Set([1]));
    expect(Math.min(...doors('DEP'))).toBeGreaterThan(1);
  });

  it('ships from East and West, and for some from a warehouse without a code', () => {
    expect(new Set(buyers.map(({ warehouse }) => warehouse[1]))).toEqual(new Set(['EAST', 'WEST', '']));
  });

  it('sells in several currencies, most often in dollars', () => {
    const currencies = buyers.map(({ currency }) => currency[0]);
    expect(new Set(currencies)).toEqual(new Set(['USD', 'EUR', 'GBP', 'CAD']));
    expect(currencies.filter((code) => code === 'USD').length).toBeGreaterThan(currencies.length / 2);
  });
});
