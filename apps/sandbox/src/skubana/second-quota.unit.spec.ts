import { SecondQuota } from './second-quota.js';

it('lets so many through in a second of the clock, and says how long the rest has to wait', () => {
  const quota = new SecondQuota();
  const asked = [5_000, 5_400, 5_999, 6_000, 6_250, 6_300].map((now) => quota.over(2, now));
  expect(asked).toEqual([null, null, 1, null, null, 700]);
});

it('counts what it refuses, and starts afresh with the next second', () => {
  const quota = new SecondQuota();
  for (let asked = 0; asked < 10; asked += 1) quota.over(1, 5_500);
  expect(quota.over(1, 5_500)).toBe(500);
  expect(quota.over(1, 6_000)).toBeNull();
});

it('is no limit where there is none', () => {
  const quota = new SecondQuota();
  expect(Array.from({ length: 50 }, () => quota.over(null, 5_000))).toEqual(
    Array.from({ length: 50 }, () => null),
  );
});
