import type { ConnectionSnapshot } from '@joor-bridge/contracts';

/**
 * How long after a claim's lease, in milliseconds, its request may still have its effect: a destination may be
 * given more time for a request than the installation's own timeout.
 */
export function settleMsOf(
  snapshot: Pick<ConnectionSnapshot, 'destination'> | undefined,
  installationMs: number,
): number {
  const own = Number(snapshot?.destination.options.timeoutMs ?? 0);
  return Math.max(installationMs, own);
}
