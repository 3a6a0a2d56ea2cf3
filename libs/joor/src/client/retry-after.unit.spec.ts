import { retryAfterMs } from './retry-after.js';

const now = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['0', 0],
  ['12', 12_000],
  ['1.5', 1_500],
  [['3', '9'], 3_000],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ['86400', 3_600_000],
])('%p is %d ms', (header, wait) => {
  expect(retryAfterMs(header, now)).toBe(wait);
});

test.each([[undefined], [''], ['soon'], [[]]])('%p says nothing', (header) => {
  expect(retryAfterMs(header, now)).toBeNull();
});
