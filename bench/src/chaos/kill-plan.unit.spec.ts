import { POINTS, planKills, planKillsOf } from './kill-plan.js';
import { Seeded } from './seeded.js';

const plan = (seed: number) => planKills(new Seeded(seed), { moments: 50, perPoint: 3 });

test('as many kills at moments as asked for, of both', () => {
  const { poller, router } = plan(1);
  const moments = [poller, router].map((kills) => kills.filter(({ how }) => how === 'moment').length);
  expect(moments).toEqual([15, 35]);
});

test('each named point as often as asked for', () => {
  const { poller, router } = plan(2);
  const points = [...poller, ...router].flatMap((kill) => (kill.how === 'point' ? [kill.point] : []));
  const names = Object.values(POINTS).flatMap((places) => Object.keys(places));
  expect(names).toHaveLength(7);
  for (const name of names) expect(points.filter((point) => point === name)).toHaveLength(3);
});

test('moments are 0.2 to 3 s into a life', () => {
  for (const kill of [...plan(3).poller, ...plan(3).router]) {
    if (kill.how !== 'moment') continue;
    expect(kill.afterMs).toBeGreaterThanOrEqual(200);
    expect(kill.afterMs).toBeLessThanOrEqual(3_000);
  }
});

test('the same seed gives the same plan, another one another', () => {
  expect(plan(4)).toEqual(plan(4));
  expect(plan(4)).not.toEqual(plan(5));
});

test('a short run dies at an early passing', () => {
  const { poller, router } = planKills(new Seeded(6), { moments: 0, perPoint: 5, latestPassing: 2 });
  const passings = [...poller, ...router].map((kill) => (kill.how === 'point' ? kill.passing : 0));
  expect(new Set(passings)).toEqual(new Set([1, 2]));
});

test('one service: so many kills at moments, and each of its points as often as asked for', () => {
  const kills = planKillsOf(new Seeded(7), { here: 3, there: 9 }, { moments: 4, perPoint: 2 });
  expect(kills).toHaveLength(8);
  const points = kills.flatMap((kill) => (kill.how === 'point' ? [kill.point] : []));
  expect(points.sort()).toEqual(['here', 'here', 'there', 'there']);
  for (const kill of kills) {
    if (kill.how === 'point') expect(kill.passing).toBeLessThanOrEqual(kill.point === 'here' ? 3 : 9);
  }
});
