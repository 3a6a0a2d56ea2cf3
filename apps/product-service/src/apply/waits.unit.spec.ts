import { waitMs } from './turn-end.js';

test('a minute doubles to an hour', () => {
  expect([0, 1, 5, 6, 50].map((attempts) => waitMs(attempts) / 60_000)).toEqual([1, 2, 32, 60, 60]);
});

test('with a shorter minute all waits are shorter', () => {
  expect([0, 1, 6].map((attempts) => waitMs(attempts, 100))).toEqual([100, 200, 6_000]);
});
