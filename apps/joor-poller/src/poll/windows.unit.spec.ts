import { aConnectionSnapshot } from '@joor-bridge/testing';
import fc from 'fast-check';
import { firstPollFrom, LIVE_PART_MS, OVERLAP_MS, partsOf, pollWindows } from './windows.js';

const now = new Date('2026-06-01T12:00:00Z');
const before = (ms: number) => new Date(now.getTime() - ms);

test('a poll looks back beyond its cursor and ends when it began', () => {
  const cursor = before(300_000);
  expect(pollWindows(cursor, before(1), now)).toEqual([{ from: before(300_000 + OVERLAP_MS), to: now }]);
});

test('the first poll starts at the Earliest Order Date, else when the connection was made', () => {
  const made = { createdAt: '2026-05-30T08:00:00Z' };
  expect(firstPollFrom(aConnectionSnapshot(made))).toEqual(new Date('2026-05-30T08:00:00Z'));
  const settings = { 'orders.earliestDate': '2026-01-15' };
  expect(firstPollFrom(aConnectionSnapshot({ ...made, settings }))).toEqual(new Date('2026-01-15T00:00:00Z'));
});

test('before its first day nothing is asked for', () => {
  expect(pollWindows(null, new Date('2026-07-01T00:00:00Z'), now)).toEqual([]);
});

test('a long way is gone in parts that leave nothing out', () => {
  const parts = fc.tuple(
    fc.integer({ min: 1, max: 900 * 86_400_000 }),
    fc.integer({ min: 86_400_000, max: LIVE_PART_MS }),
  );
  fc.assert(
    fc.property(parts, ([span, partMs]) => {
      const windows = partsOf(before(span), now, partMs);
      expect(windows[0]?.from).toEqual(before(span));
      expect(windows.at(-1)?.to).toEqual(now);
      for (const [index, { from, to }] of windows.entries()) {
        expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(partMs);
        expect(to > from).toBe(true);
        if (index > 0) expect(windows[index - 1]?.to).toEqual(from);
      }
    }),
  );
});
