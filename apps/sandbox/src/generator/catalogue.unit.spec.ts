import fc from 'fast-check';
import { Random } from '../random/random.js';
import { makeStyles } from './catalogue.js';
import { upc } from './upc.js';

const styles = (seed: string, count = 24) => makeStyles(new Random(seed), count);
const seeds = fc.string();

describe('makeStyles', () => {
  it('makes the same for the same seed, and others for another', () => {
    expect(styles('a')).toEqual(styles('a'));
    expect(styles('a')).not.toEqual(styles('b'));
  });

  it('keeps what it made when there are more', () => {
    expect(styles('a', 30).slice(0, 24)).toEqual(styles('a', 24));
  });

  it('gives each style a number and id, and each variant a valid UPC, of its own', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const made = styles(seed);
        const upcs = made.flatMap(({ colors }) => colors.flatMap((one) => one.variants.map((v) => v.upc)));
        expect(new Set(upcs).size).toBe(upcs.length);
        for (const each of upcs) expect(upc(each.slice(0, 11))).toBe(each);
        expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
        expect(new Set(made.map(({ number }) => number)).size).toBe(made.length);
      }),
    );
  });

  it('sells two or three colours of each style, in several sizes, at a profit', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { colors, wholesaleCents, retailCents } of styles(seed, 10)) {
          expect([2, 3]).toContain(colors.length);
          for (const { variants } of colors) expect(variants.length).toBeGreaterThan(0);
          expect(retailCents).toBeGreaterThan(wholesaleCents);
          expect(wholesaleCents % 100).toBe(0);
        }
      }),
    );
  });
});
