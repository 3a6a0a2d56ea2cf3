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

  it('kills a moment later where something has just been handed to the network', async () => {
    let killed: () => void = () => undefined;
    const death = new Promise<void>((resolve) => {
      killed = resolve;
    });
    const points = new KillPoints('after-send', 2, () => killed());
    points.soon('after-answer');
    points.soon('after-send');
    points.soon('after-send');
    await expect(death).resolves.toBeUndefined();
  });
});
