import { retryAfterMs } from './retry-after.js';

const NOW = Date.parse('2026-11-24T15:00:00Z');

it.each([
  ['5', 5_000],
  [' 120 ', 120_000],
  ['0', 0],
  ['Tue, 24 Nov 2026 15:00:30 GMT', 30_000],
  ['Tue, 24 Nov 2026 14:00:00 GMT', 0],
  ['86400', 86_400_000],
  ['86401', 86_400_000],
  ['999999999999999999999', 86_400_000],
  ['Wed, 24 Nov 2226 15:00:00 GMT', 86_400_000],
  ['soon', null],
  ['-5', null],
  ['', null],
  [null, null],
])('%p means %p ms', (value, ms) => expect(retryAfterMs(value, NOW)).toBe(ms));
