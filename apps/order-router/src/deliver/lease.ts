/**
 * Until when a claim that was asked for at `claimedAt` (monotonic) may be acted on. PostgreSQL counts from when it
 * got the statement, which is later, so the owner always stops before anybody else may look after the claim.
 */
export function leaseFrom(
  claimedAt: number,
  { leaseMs, now }: { leaseMs: number; now: () => number },
): { leaseEnds: number; leaseEndsAt: number } {
  const spent = now() - claimedAt;
  return { leaseEnds: claimedAt + leaseMs, leaseEndsAt: Date.now() - spent + leaseMs };
}
