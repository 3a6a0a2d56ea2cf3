import fc from 'fast-check';
import { failureWaitMs, refusedWholeWaitMs, rowWaitMs } from './retry-waits.js';

const MINUTE_MS = 60_000;

it.each([
  [1, 5],
  [2, 20],
  [3, 80],
  [4, 320],
  [5, 1_280],
  [50, 1_280],
])('a row that was refused %d times waits %d minutes', (tries, minutes) => {
  expect(rowWaitMs(tries)).toBe(minutes * MINUTE_MS);
});

it.each([
  [1, 5],
  [2, 10],
  [4, 40],
  [7, 300],
  [1_000, 300],
])('after %d failures JOOR is asked again in %d s', (failures, seconds) => {
  expect(failureWaitMs(failures)).toBe(seconds * 1_000);
});

it.each([
  [1, 5],
  [2, 10],
  [4, 40],
  [5, 60],
  [50, 60],
])('a connection of which JOOR refused all %d times waits %d minutes', (failures, minutes) => {
  expect(refusedWholeWaitMs(failures)).toBe(minutes * MINUTE_MS);
});

it('nobody is asked sooner after more', () => {
  fc.assert(
    fc.property(fc.nat(100), (count) => {
      for (const wait of [rowWaitMs, refusedWholeWaitMs, failureWaitMs]) {
        expect(wait(count + 1)).toBeGreaterThanOrEqual(wait(count));
        expect(wait(count)).toBeGreaterThan(0);
      }
    }),
  );
});
