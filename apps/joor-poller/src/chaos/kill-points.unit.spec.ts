import { KillPoints } from './kill-points.js';

const killsOf = (point: 'after-page' | undefined, nth: number) => {
  let kills = 0;
  const points = new KillPoints(point, nth, () => {
    kills += 1;
  });
  return { points, kills: () => kills };
};

test('kills at the n-th passing of its point, once', () => {
  const { points, kills } = killsOf('after-page', 2);
  points.pass('after-page');
  points.pass('after-publish');
  points.pass('after-store');
  expect(kills()).toBe(0);
  points.pass('after-page');
  expect(kills()).toBe(1);
  points.pass('after-page');
  expect(kills()).toBe(1);
});

test('does nothing unless it is configured', () => {
  const { points, kills } = killsOf(undefined, 1);
  points.pass('after-page');
  expect(kills()).toBe(0);
});
