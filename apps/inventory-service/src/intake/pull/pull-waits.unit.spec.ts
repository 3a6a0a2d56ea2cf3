import { waitAfter, waitMinutes } from './pull-waits.js';

describe('the wait after a failure', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 100])('grows as the table says: failure %i', (failures) => {
    const table = [1, 2, 4, 8, 16, 30];
    for (const trouble of ['unavailable', 'malformed', 'refused', 'internal'] as const) {
      expect(waitMinutes(trouble, failures)).toBe(table[failures - 1] ?? 30);
    }
    expect(waitMinutes('unauthorized', failures)).toBe([15, 30, 60, 120, 240][failures - 1] ?? 240);
  });

  it('is in minutes of the configured length, and somewhat longer', () => {
    const failure = { trouble: 'unavailable', failures: 3, retryAfterMs: null } as const;
    expect(waitAfter(failure, 100, () => 0)).toBe(400);
    expect(waitAfter(failure, 100, () => 1)).toBe(440);
  });

  it('is what the WMS asks for where that is longer', () => {
    const failure = { trouble: 'unavailable', failures: 1 } as const;
    expect(waitAfter({ ...failure, retryAfterMs: 90_000 }, 60_000, () => 0)).toBe(90_000);
    expect(waitAfter({ ...failure, retryAfterMs: 10 }, 60_000, () => 0)).toBe(60_000);
  });
});
