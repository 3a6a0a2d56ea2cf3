import fc from 'fast-check';
import { Pacer } from './pacer.js';

/** Times, in milliseconds, at which requests start when each is asked for as soon as it may. */
function starts(perSecond: number, count: number, latenessMs = 0): number[] {
  let now = 5_000;
  const pacer = new Pacer(perSecond, () => now);
  const started: number[] = [];
  while (started.length < count) {
    const waitMs = pacer.take();
    if (waitMs === 0) started.push(now);
    else now += waitMs + latenessMs;
  }
  return started;
}

describe('Pacer', () => {
  it('lets everything through without a limit', () => {
    const pacer = new Pacer(null, () => 0);
    expect(Array.from({ length: 1_000 }, () => pacer.take()).every((wait) => wait === 0)).toBe(true);
  });

  it('says how long to wait, and takes no place by it', () => {
    let now = 0;
    const pacer = new Pacer(2, () => now);
    while (pacer.take() === 0);
    expect(pacer.take()).toBe(500);
    now = 400;
    expect(pacer.take()).toBeCloseTo(100);
    now = 500;
    expect(pacer.take()).toBe(0);
    expect(pacer.take()).toBe(500);
  });

  it('starts no more in a second than allowed, but one that makes up for a late timer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 30 }), (perSecond, lateMs) => {
        const times = starts(perSecond, perSecond * 4, lateMs);
        for (const from of times) {
          const within = times.filter((at) => at >= from && at < from + 999).length;
          expect(within).toBeLessThanOrEqual(perSecond + 1);
        }
      }),
    );
  });

  it('keeps the rate although timers are late', () => {
    const times = starts(20, 200, 7);
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000;
    expect(200 / seconds).toBeGreaterThan(19.5);
    expect(200 / seconds).toBeLessThan(20.5);
  });

  it('does not save up for a burst what was not used', () => {
    let now = 0;
    const pacer = new Pacer(10, () => now);
    pacer.take();
    now = 60_000;
    let burst = 0;
    while (pacer.take() === 0) burst += 1;
    expect(burst).toBeLessThanOrEqual(2);
  });
});
