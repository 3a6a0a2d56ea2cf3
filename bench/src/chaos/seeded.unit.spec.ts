import fc from 'fast-check';
import { Seeded } from './seeded.js';

test('whole numbers stay in their bounds and reach both', () => {
  const random = new Seeded(1);
  const drawn = new Set(Array.from({ length: 1_000 }, () => random.whole(2, 5)));
  expect([...drawn].sort()).toEqual([2, 3, 4, 5]);
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
