import fc from 'fast-check';
import { Seeded } from './seeded.js';

test('a moment between two is never outside them, and repeats with its seed', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -1_000, max: 1_000 }), fc.nat(1_000), (seed, min, span) => {
      const drawn = new Seeded(seed).between(min, min + span);
      expect(drawn).toBeGreaterThanOrEqual(min);
      expect(drawn).toBeLessThanOrEqual(min + span);
      expect(new Seeded(seed).between(min, min + span)).toBe(drawn);
    }),
  );
});

test('moments are spread over all that is between', () => {
  const random = new Seeded(1);
  const tenths = new Set(Array.from({ length: 1_000 }, () => Math.floor(random.between(0, 10))));
  expect(tenths.size).toBe(10);
});

test('a shuffle loses nothing and repeats with its seed', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.integer()), (seed, items) => {
      const shuffled = new Seeded(seed).shuffled(items);
      expect([...shuffled].sort()).toEqual([...items].sort());
      expect(new Seeded(seed).shuffled(items)).toEqual(shuffled);
    }),
  );
});
