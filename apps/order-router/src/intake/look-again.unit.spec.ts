import { lookAgainAfter } from './look-again.js';

it('doubles from 1 s to 30 s, and stays there', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 2_000].map(lookAgainAfter)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
});
