import { KillPoints } from './kill-points.js';

describe('KillPoints', () => {
  it('kills once, at the named point and passing', () => {
    let kills = 0;
    const points = new KillPoints('after-publish', 2, () => {
      kills += 1;
    });
    points.pass('after-publish');
    points.pass('after-sweep');
    expect(kills).toBe(0);
    points.pass('after-publish');
    points.pass('after-publish');
    expect(kills).toBe(1);
  });

  it('does nothing where none is configured', () => {
    let kills = 0;
    const points = new KillPoints(undefined, 1, () => {
      kills += 1;
    });
    points.pass('after-publish');
    expect(kills).toBe(0);
  });
});
