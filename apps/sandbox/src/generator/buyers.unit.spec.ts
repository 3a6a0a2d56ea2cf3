import fc from 'fast-check';
import { Random } from '../random/random.js';
import { makeBuyers } from './buyers.js';

const buyers = (seed: string, count = 30) => makeBuyers(new Random(seed), count);
const seeds = fc.string();

describe('makeBuyers', () => {
  it('makes the same for the same seed, and others for another', () => {
    expect(buyers('a')).toEqual(buyers('a'));
    expect(buyers('a')).not.toEqual(buyers('b'));
  });

  it('keeps whom it made when there are more', () => {
    expect(buyers('a', 40).slice(0, 30)).toEqual(buyers('a', 30));
  });

  it('leaves about one customer code in eight blank', () => {
    const made = buyers('a', 4_000);
    const blank = made.filter(({ code }) => code === '').length / made.length;
    expect(blank).toBeGreaterThan(0.1);
    expect(blank).toBeLessThan(0.14);
  });

  it('gives every other buyer a code, and every door an id, of its own', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const made = buyers(seed);
        const codes = made.map(({ code }) => code).filter((code) => code !== '');
        const doors = made.flatMap((buyer) => buyer.doors.map(({ id }) => id));
        expect(new Set(codes).size).toBe(codes.length);
        expect(new Set(doors).size).toBe(doors.length);
      }),
    );
  });

  it('gives a boutique one door without a code, a department store two to five with one', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { group, doors } of buyers(seed, 10)) {
          const coded = doors.filter(({ code }) => code !== null).length;
          if (group.code === 'SPC') expect([doors.length, coded]).toEqual([1, 0]);
          else expect(coded >= 2 && coded <= 5 && coded === doors.length).toBe(true);
        }
      }),
    );
  });
});
