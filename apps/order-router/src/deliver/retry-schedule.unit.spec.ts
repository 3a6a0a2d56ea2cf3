import fc from 'fast-check';
import { nextTryInMs } from './retry-schedule.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const next = (more: Partial<Parameters<typeof nextTryInMs>[0]> = {}) =>
  nextTryInMs({ tries: 1, sinceFirstTryMs: 0, retryAfterMs: null, random: 0.5, ...more });

describe('nextTryInMs', () => {
  /** The schedule of the docstring. */
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [4, 8],
    [5, 16],
    [6, 32],
    [7, 60],
    [8, 60],
    [300, 60],
    [5_000, 60],
  ])('after %d tries: %d minutes', (tries, minutes) => {
    expect(next({ tries })).toBe(minutes * MINUTE);
  });

  it('stays within 20 % of the plan, and uses the whole of it', () => {
    expect(next({ random: 0 })).toBe(0.8 * MINUTE);
    expect(next({ random: 1 })).toBe(1.2 * MINUTE);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, random) => {
          const planned = next({ tries }) ?? 0;
          const wait = next({ tries, random }) ?? 0;
          expect(wait).toBeGreaterThanOrEqual(Math.floor(planned * 0.8));
          expect(wait).toBeLessThanOrEqual(Math.ceil(planned * 1.2));
          expect(Number.isInteger(wait)).toBe(true);
        },
      ),
    );
  });

  it('gives up after 15 days, however often it was tried', () => {
    expect(next({ sinceFirstTryMs: 15 * DAY - 1, tries: 360 })).toBe(60 * MINUTE);
    expect(next({ sinceFirstTryMs: 15 * DAY, tries: 2 })).toBeNull();
    expect(next({ sinceFirstTryMs: 40 * DAY, retryAfterMs: 5 })).toBeNull();
  });

  it('obeys a Retry-After that is longer than the wait, and no shorter one', () => {
    expect(next({ retryAfterMs: 10 * MINUTE })).toBe(10 * MINUTE);
    expect(next({ retryAfterMs: 5 })).toBe(MINUTE);
    expect(next({ retryAfterMs: 0 })).toBe(MINUTE);
  });

  it('tries about 360 times in all', () => {
    let tries = 1;
    let sinceFirstTryMs = 0;
    for (let wait = next(); wait !== null; wait = next({ tries, sinceFirstTryMs })) {
      tries += 1;
      sinceFirstTryMs += wait;
    }
    expect(tries).toBeGreaterThan(350);
    expect(tries).toBeLessThan(375);
    expect(sinceFirstTryMs).toBeGreaterThanOrEqual(15 * DAY);
  });
});
