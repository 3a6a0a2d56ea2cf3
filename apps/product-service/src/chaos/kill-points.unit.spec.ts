import { type KillPoint, KillPoints } from './kill-points.js';

const killsOf = (armed: { point: KillPoint; passing: number } | null) => {
  let kills = 0;
  const points = new KillPoints(armed, () => {
    kills += 1;
  });
  return { points, kills: () => kills };
};

test('kills at the n-th passing of its point, once', () => {
  const { points, kills } = killsOf({ point: 'after-page', passing: 2 });
  points.reached('after-page');
  points.reached('after-publish');
  points.reached('after-told');
  expect(kills()).toBe(0);
  points.reached('after-page');
  expect(kills()).toBe(1);
  points.reached('after-page');
  expect(kills()).toBe(1);
});

test('does nothing unless it is armed', () => {
  const { points, kills } = killsOf(null);
  points.reached('after-page');
  expect(kills()).toBe(0);
});
