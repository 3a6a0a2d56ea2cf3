import { SCHEDULE_MINUTES } from '@joor-bridge/contracts';
import { aConnectionSnapshot } from '@joor-bridge/testing';
import { intervalMs, spread, spreadLater, waitMinutes } from './waits.js';

test('trouble is asked after ever more rarely, up to half an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((n) => waitMinutes('unavailable', n))).toEqual([
    1, 2, 4, 8, 16, 30, 30, 30,
  ]);
});

test('refused credentials are tried no more than every quarter of an hour, up to four hours', () => {
  expect([1, 2, 3, 4, 5, 6].map((n) => waitMinutes('unauthorized', n))).toEqual([15, 30, 60, 120, 240, 240]);
});

test.each(Object.entries(SCHEDULE_MINUTES))('%s is %p minutes', (schedule, minutes) => {
  const snapshot = aConnectionSnapshot({ settings: { 'orders.schedule': schedule as 'Off' } });
  expect(intervalMs(snapshot, 1_000)).toBe(minutes === null ? null : minutes * 1_000);
});

test('an interval is spread over its last tenth', () => {
  expect(spread(1_000, () => 0)).toBe(1_000);
  expect(spread(1_000, () => 0.5)).toBe(950);
  expect(spread(1_000, () => 1)).toBe(900);
});

test('a wait after a failure is spread beyond its end', () => {
  expect(spreadLater(1_000, () => 0)).toBe(1_000);
  expect(spreadLater(1_000, () => 1)).toBe(1_100);
});
