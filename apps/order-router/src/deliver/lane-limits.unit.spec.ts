import fc from 'fast-check';
import { laneLimits } from './lane-limits.js';

/** The table of the docstring, and a pace that the queue's own limit is too small for. */
it.each([
  [null, 1, 10_000, 256, 64],
  [null, 100, 1, 256, 64],
  [2.5, 1, 10_000, 12, 6],
  [0.05, 1, 10_000, 1, 1],
  [0.1, 20, 10_000, 20, 10],
  [1, 20, 10_000, 100, 50],
  [500, 1, 10_000, 256, 64],
])('%p requests a second of %p orders, lease %p ms: %p in the queue, %p of them live', (...row) => {
  const [perSecond, batch, leaseMs, queue, live] = row;
  expect(laneLimits({ perSecond, batch, concurrency: 4 }, leaseMs)).toEqual({ queue, live });
});

it('never keeps more than a request beyond what is sent in half a lease, and always some room', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 10_000, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1_000, max: 60_000 }),
      (perSecond, batch, leaseMs) => {
        const { queue, live } = laneLimits({ perSecond, batch, concurrency: 1 }, leaseMs);
        const requests = Math.ceil(queue / batch);
        expect(requests).toBeLessThanOrEqual(Math.max(1, (perSecond * leaseMs) / 2_000 + 1));
        expect(queue).toBeGreaterThanOrEqual(batch);
        expect(live).toBeGreaterThan(0);
        expect(live).toBeLessThanOrEqual(queue);
        expect(queue).toBeLessThanOrEqual(256);
      },
    ),
  );
});
