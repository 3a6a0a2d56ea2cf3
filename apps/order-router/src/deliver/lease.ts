/** Until when this process may write a request for a claim, by both clocks. */
export interface Lease {
  /** Monotonic time in milliseconds. */
  readonly leaseEnds: number;
  /** The same in epoch milliseconds. */
  readonly leaseEndsAt: number;
}

/**
 * Until when a claim that was asked for at `claimedAt` (monotonic) may be acted on. PostgreSQL counts from when it
 * got the statement, which is later, so the owner always stops before anybody else may look after the claim.
 */
export function leaseFrom(
  claimedAt: number,
  { leaseMs, now }: { leaseMs: number; now: () => number },
): Lease {
  const spent = now() - claimedAt;
  return { leaseEnds: claimedAt + leaseMs, leaseEndsAt: Date.now() - spent + leaseMs };
}

/** By both clocks: the monotonic one does not count the time a machine was suspended, the other may be set. */
export const leaseLeftMs = (lease: Lease, now: number): number =>
  Math.min(lease.leaseEnds - now, lease.leaseEndsAt - Date.now());

export const isHeld = (lease: Lease, now: number): boolean => leaseLeftMs(lease, now) > 0;
