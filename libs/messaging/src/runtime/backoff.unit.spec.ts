import fc from 'fast-check';
import { DEFAULT_BACKOFF, waitAfter } from './backoff.js';

const MIDDLE = 0.5;

describe('waitAfter', () => {
  it('follows the table for unexpected failures, then gives up', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((n) => waitAfter('unexpected', n, DEFAULT_BACKOFF, MIDDLE));
    expect(waits).toEqual([1_000, 2_000, 5_000, 15_000, 30_000, null]);
  });

  it('follows the table for transient failures and never gives up', () => {
    const waits = [1, 2, 8, 9, 1_000].map((n) => waitAfter('transient', n, DEFAULT_BACKOFF, MIDDLE));
    expect(waits).toEqual([250, 500, 30_000, 30_000, 30_000]);
  });

  it('gives an unexpected failure up within about a minute', () => {
    const total = DEFAULT_BACKOFF.unexpected.reduce((sum, wait) => sum + wait, 0);
    expect(total * (1 + DEFAULT_BACKOFF.jitter)).toBeLessThan(70_000);
  });

  it('strays from the table by a fifth at most, both ways', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), random, (failures, chance) => {
        const exact = waitAfter('transient', failures, DEFAULT_BACKOFF, MIDDLE) ?? 0;
        const wait = waitAfter('transient', failures, DEFAULT_BACKOFF, chance) ?? 0;
        expect(wait).toBeGreaterThanOrEqual(Math.floor(exact * 0.8));
        expect(wait).toBeLessThanOrEqual(Math.ceil(exact * 1.2));
      }),
    );
    expect(waitAfter('unexpected', 1, DEFAULT_BACKOFF, 0)).toBe(800);
    expect(waitAfter('unexpected', 1, DEFAULT_BACKOFF, 0.999_999)).toBe(1_200);
  });
});
