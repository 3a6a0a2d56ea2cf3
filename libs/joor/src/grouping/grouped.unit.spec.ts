import fc from 'fast-check';
import { grouped } from './grouped.js';

test('what shares a key is together, in the order it came', () => {
  expect([...grouped([5, 2, 3, 8, 1], (value) => value % 2)]).toEqual([
    [1, [5, 3, 1]],
    [0, [2, 8]],
  ]);
});

test('nothing is lost, nothing is in two groups', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (values) => {
      const groups = grouped(values.entries(), ([, value]) => value);
      const places = [...groups.values()].flat().map(([place]) => place);
      expect(places.toSorted((a, b) => a - b)).toEqual([...values.keys()]);
      for (const [key, members] of groups) for (const [, value] of members) expect(value).toBe(key);
    }),
  );
});
