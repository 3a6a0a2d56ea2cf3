import fc from 'fast-check';
import { Breaker } from './breaker.js';

/** A breaker on a clock that stands until it is moved. */
function stage() {
  const clock = { ms: 1_000 };
  const breaker = new Breaker(() => clock.ms);
  const fail = (times: number, retryAfterMs: number | null = null) =>
    Array.from({ length: times }, () => breaker.failed(retryAfterMs, false));
  return { clock, breaker, fail };
}

/** Probes, each of which fails, of an outage of so long. */
function probesDuring(outageMs: number, stepMs = 10): number {
  const { clock, breaker, fail } = stage();
  fail(5);
  let probes = 0;
  for (const end = clock.ms + outageMs; clock.ms < end; clock.ms += stepMs) {
    if (!breaker.takeProbe()) continue;
    probes += 1;
    breaker.failed(null, true);
  }
  return probes;
}

describe('closed', () => {
  it('opens with the fifth failure in a row and says so once', () => {
    const { breaker, fail } = stage();
    expect(fail(6)).toEqual([false, false, false, false, true, false]);
    expect(breaker.isOpen).toBe(true);
  });

  it('counts anew after a success', () => {
    const { breaker, fail } = stage();
    fail(4);
    expect(breaker.succeeded()).toBe(false);
    expect(fail(4)).toEqual([false, false, false, false]);
    expect(breaker.isOpen).toBe(false);
  });

  it('has nothing to probe', () => {
    const { breaker } = stage();
    expect(breaker.takeProbe()).toBe(false);
    expect(breaker.probeInMs).toBe(0);
  });

  it('opens at once for refused credentials and waits 15 minutes', () => {
    const { breaker } = stage();
    expect(breaker.refused(false)).toBe(true);
    expect(breaker.probeInMs).toBe(15 * 60_000);
    expect(breaker.refused(false)).toBe(false);
  });
});

describe('open', () => {
  /** The schedule of the docstring. */
  it.each([
    [0, 500],
    [2_000, 500],
    [10_000, 1_500],
    [60_000, 9_000],
    [7 * 60_000, 60_000],
    [24 * 3_600_000, 60_000],
  ])('down for %d ms, the next probe comes after %d ms', (downMs, waitMs) => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += downMs;
    breaker.failed(null, false);
    expect(breaker.probeInMs).toBe(waitMs);
  });

  it('lets exactly one probe out when it is time', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    expect(breaker.takeProbe()).toBe(false);
    clock.ms += 499;
    expect(breaker.takeProbe()).toBe(false);
    clock.ms += 1;
    expect(breaker.takeProbe()).toBe(true);
    clock.ms += 3_600_000;
    expect(breaker.takeProbe()).toBe(false);
  });

  it('lets the next one out when a probe came to no answer', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 500;
    breaker.takeProbe();
    breaker.returnProbe();
    expect(breaker.takeProbe()).toBe(true);
  });

  it.each<[string, (breaker: Breaker, probe: boolean) => boolean]>([
    ['failed', (breaker, probe) => breaker.failed(null, probe)],
    ['named a time', (breaker, probe) => breaker.failed(0, probe)],
    ['was refused', (breaker, probe) => breaker.refused(probe)],
  ])('lets no second probe out when an earlier request, answered late, %s', (_, answer) => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 500;
    breaker.takeProbe();
    expect(answer(breaker, false)).toBe(false);
    clock.ms += 3_600_000;
    expect(breaker.takeProbe()).toBe(false);
    expect(answer(breaker, true)).toBe(false);
    clock.ms += 3_600_000;
    expect(breaker.takeProbe()).toBe(true);
  });

  it('waits again after a probe that failed, and stays open without saying so again', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 500;
    breaker.takeProbe();
    expect(breaker.failed(null, true)).toBe(false);
    expect(breaker.takeProbe()).toBe(false);
    expect(breaker.probeInMs).toBe(500);
  });

  it('closes with a probe that succeeded, says so once, and starts from nothing', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 500;
    breaker.takeProbe();
    expect(breaker.succeeded()).toBe(true);
    expect(breaker.succeeded()).toBe(false);
    expect([breaker.isOpen, breaker.probeInMs, breaker.takeProbe()]).toEqual([false, 0, false]);
    expect(fail(5).at(-1)).toBe(true);
  });

  it('measures an outage from its own start', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 3_600_000;
    breaker.succeeded();
    fail(5);
    expect(breaker.probeInMs).toBe(500);
  });
});

describe('Retry-After', () => {
  it('opens at once, and is obeyed where it is longer', () => {
    const { breaker } = stage();
    expect(breaker.failed(30_000, false)).toBe(true);
    expect(breaker.probeInMs).toBe(30_000);
  });

  it('of nothing leaves the WMS alone for half a second', () => {
    const { breaker } = stage();
    expect(breaker.failed(0, false)).toBe(true);
    expect(breaker.probeInMs).toBe(500);
  });

  it('does not shorten the wait', () => {
    const { clock, breaker, fail } = stage();
    fail(5);
    clock.ms += 60_000;
    breaker.failed(10, false);
    expect(breaker.probeInMs).toBe(9_000);
  });

  it('is not forgotten by a later failure without one', () => {
    const { breaker, fail } = stage();
    fail(5, 30_000);
    breaker.failed(null, false);
    expect(breaker.probeInMs).toBe(30_000);
  });
});

describe('load on a WMS that is down', () => {
  it('is fewer than 20 probes in an outage of 10 s', () => {
    const probes = probesDuring(10_000);
    expect(probes).toBeLessThan(20);
    expect(probes).toBeGreaterThan(5);
  });

  it('is at most one probe a minute after long', () => {
    expect(probesDuring(3_600_000, 1_000) - probesDuring(1_800_000, 1_000)).toBeLessThanOrEqual(31);
  });

  it('notices the recovery within about a seventh of the outage, a minute at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000 }), (downMs) => {
        const { clock, breaker, fail } = stage();
        fail(5);
        clock.ms += downMs;
        breaker.failed(null, false);
        const longest = Math.min(60_000, Math.max(500, downMs * 0.15));
        expect(breaker.probeInMs).toBeLessThan(longest + 1);
      }),
    );
  });
});
