import { rangeFaults } from './backfill-range.js';

const now = new Date('2026-06-01T00:00:00Z');
const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
const fields = (...args: Parameters<typeof rangeFaults>) => rangeFaults(...args).map(({ field }) => field);

test('a range up to now, from the Earliest Order Date on, can be fetched', () => {
  const earliest = new Date('2026-01-01T00:00:00Z');
  expect(fields(range('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z'), earliest, now)).toEqual([]);
  expect(fields(range('1999-01-01T00:00:00Z', '2026-06-01T00:00:00Z'), null, now)).toEqual([]);
});

test('every fault is named', () => {
  const earliest = new Date('2026-07-01T00:00:00Z');
  expect(fields(range('2026-06-30T23:59:59Z', '2026-06-30T00:00:00Z'), earliest, now)).toEqual([
    'from',
    'to',
    'to',
  ]);
});
