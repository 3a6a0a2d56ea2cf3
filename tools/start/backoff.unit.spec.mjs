import { Backoff } from './backoff.mjs';

describe('Backoff', () => {
  it('doubles from one second to thirty', () => {
    const backoff = new Backoff();
    const waits = Array.from({ length: 7 }, () => backoff.next(100));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('starts anew for a service that ran for a minute', () => {
    const backoff = new Backoff();
    backoff.next(100);
    backoff.next(100);
    expect(backoff.next(60_000)).toBe(1_000);
    expect(backoff.next(59_999)).toBe(2_000);
  });
});
