import fc from 'fast-check';
import { judge } from './verdict.js';

const once = (externalId: string) => ({ externalId, count: 1 });

test('everything wanted happened once', () => {
  const verdict = judge(new Set(['a', 'b']), [once('b'), once('a')]);
  expect(verdict).toEqual({ wanted: 2, effects: 2, lost: 0, duplicates: 0, examples: [] });
});

test('a lost one, a doubled one and one that nobody wanted are told apart', () => {
  const verdict = judge(new Set(['a', 'b']), [{ externalId: 'a', count: 3 }, once('x')]);
  expect(verdict).toMatchObject({ wanted: 2, effects: 4, lost: 1, duplicates: 3 });
  expect(verdict.examples).toEqual(['b is missing', 'a happened 3 times', 'x was not wanted']);
});

test('nothing lost and nothing doubled means exactly the wanted ones, once each', () => {
  const ids = fc.uniqueArray(fc.constantFrom<string[]>('a', 'b', 'c', 'd'));
  const effects = fc.uniqueArray(
    fc.record({
      externalId: fc.constantFrom('a', 'b', 'c', 'd', 'x'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { selector: ({ externalId }) => externalId },
  );
  fc.assert(
    fc.property(ids, effects, (wanted, happened) => {
      const { lost, duplicates } = judge(new Set(wanted), happened);
      const exact =
        happened.length === wanted.length &&
        happened.every(({ externalId, count }) => count === 1 && wanted.includes(externalId));
      expect(lost === 0 && duplicates === 0).toBe(exact);
    }),
  );
});
