import fc from 'fast-check';
import { Random } from './random.js';

const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('Random', () => {
  it('gives the same sequence for the same seed', () => {
    expect(draw(new Random('a'), 50)).toEqual(draw(new Random('a'), 50));
  });

  it('gives another sequence for another seed', () => {
    expect(draw(new Random('a'), 5)).not.toEqual(draw(new Random('b'), 5));
  });

  it('keeps its first numbers for ever, so that a seed in a report stays good', () => {
    const random = new Random(1);
    expect(draw(random, 3).map((n) => Math.floor(n * 1_000_000))).toEqual([831_717, 123_008, 826_257]);
  });

  it('stays within [0, 1)', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        for (const number of draw(new Random(seed), 100)) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThan(1);
        }
      }),
    );
  });

  it('draws whole numbers within both ends', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, min, span) => {
        const number = new Random(seed).int(min, min + span);
        expect(Number.isInteger(number)).toBe(true);
        expect(number).toBeGreaterThanOrEqual(min);
        expect(number).toBeLessThanOrEqual(min + span);
      }),
    );
  });

  it('reaches every whole number of a range', () => {
    const random = new Random('range');
    expect(new Set(Array.from({ length: 200 }, () => random.int(1, 6)))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });

  it('takes a chance about as often as it should', () => {
    const random = new Random('chance');
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.05)).filter(Boolean).length;
    expect(hits).toBeGreaterThan(400);
    expect(hits).toBeLessThan(600);
  });

  it.each([
    [0, false],
    [1, true],
  ])('takes a chance of %d always the same way', (probability, expected) => {
    const random = new Random('sure');
    expect(new Set(Array.from({ length: 100 }, () => random.chance(probability)))).toEqual(
      new Set([expected]),
    );
  });

  it('picks by weight', () => {
    const random = new Random('weights');
    const picks = Array.from({ length: 2_000 }, () =>
      random.weighted([
        ['rare', 1],
        ['never', 0],
        ['often', 9],
      ]),
    );
    expect(picks).not.toContain('never');
    const rare = picks.filter((pick) => pick === 'rare').length;
    expect(rare).toBeGreaterThan(120);
    expect(rare).toBeLessThan(290);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow('nothing to pick from');
  });

  it('forks sequences that do not depend on each other', () => {
    const first = new Random('seed').fork('x');
    const second = new Random('seed').fork('x');
    expect(draw(first, 5)).toEqual(draw(second, 5));
    expect(draw(new Random('seed').fork('y'), 5)).not.toEqual(draw(new Random('seed').fork('x'), 5));
  });
});
