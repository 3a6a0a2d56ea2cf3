import type { Pace } from '@joor-bridge/wms';

/** Jobs a lane keeps in memory beyond those under way, when the timer fills it from the ledger. */
const QUEUE_LIMIT = 256;
/**
 * Of those, what may come straight from Kafka; what comes on top is parked in the ledger. Small, since these jobs
 * hold the consumer's room: a few connections that hang must not use it up for all.
 */
const LIVE_LIMIT = 64;
/** Of a lease, what the queue may take to be sent: the last one still has to be sent well within it. */
const SHARE_OF_LEASE = 0.5;

/**
 * How many jobs may wait in a lane. A paced one takes no more than it sends in half a lease, since what waits
 * longer has to be given back and claimed again; at least one request's worth. Half of it is kept for what waits
 * in the ledger.
 *
 * | pace                                 | lease | queue | live |
 * | ------------------------------------ | ----- | ----- | ---- |
 * | no limit                             | any   | 256   | 64   |
 * | 2.5 a second, 1 order (Skubana's)    | 10 s  | 12    | 6    |
 * | 0.05 a second, 1 order               | 10 s  | 1     | 1    |
 * | 0.1 a second, 20 orders              | 10 s  | 20    | 10   |
 * | 1 a second, 20 orders                | 10 s  | 100   | 50   |
 */
export function laneLimits({ perSecond, batch }: Pace, leaseMs: number): { queue: number; live: number } {
  if (perSecond === null) return { queue: QUEUE_LIMIT, live: LIVE_LIMIT };
  const sent = Math.floor((perSecond * batch * leaseMs * SHARE_OF_LEASE) / 1000);
  const queue = Math.min(Math.max(sent, batch), QUEUE_LIMIT);
  return { queue, live: Math.min(Math.ceil(queue / 2), LIVE_LIMIT) };
}
