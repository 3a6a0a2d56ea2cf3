import fc from 'fast-check';
import { OldestLetters } from './oldest-letters.js';

const START = Date.parse('2026-11-24T00:00:00.000Z');
const letter = (minutes: number, partition = 0, offset = 0) => ({
  failedAt: new Date(START + minutes * 60_000).toISOString(),
  partition,
  offset,
});
type Letter = ReturnType<typeof letter>;

function kept(letters: readonly Letter[], limit: number): Letter[] {
  const oldest = new OldestLetters<Letter>(limit);
  for (const each of letters) oldest.add(each);
  return oldest.list();
}

it('keeps those given up first, whatever the order in which they come', () => {
  expect(kept([letter(3), letter(1), letter(2)], 2)).toEqual([letter(1), letter(2)]);
});

it('keeps none when none is wanted', () => expect(kept([letter(1)], 0)).toEqual([]));

it('orders letters of the same moment by their places', () => {
  const same = [letter(1, 1, 4), letter(1, 0, 9), letter(1, 0, 10), letter(1, 1, 3)];
  expect(kept(same, 9).map(({ partition, offset }) => `${partition}/${offset}`)).toEqual([
    '0/9',
    '0/10',
    '1/3',
    '1/4',
  ]);
});

it('shows a letter whose time is none first', () => {
  const odd = { ...letter(0), failedAt: 'yesterday' };
  expect(kept([letter(1), odd], 1)).toEqual([odd]);
});

it('keeps the same as if all were kept, also of thousands', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 3_000, size: 'max' });
  fc.assert(
    fc.property(minutes, fc.integer({ min: 0, max: 50 }), (times, limit) => {
      const expected = times.toSorted((a, b) => a - b).slice(0, limit);
      expect(
        kept(
          times.map((time, at) => letter(time, 0, at)),
          limit,
        ).map(({ failedAt }) => failedAt),
      ).toEqual(expected.map((time) => letter(time).failedAt));
    }),
    { numRuns: 50 },
  );
});
