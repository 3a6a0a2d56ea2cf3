import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { type ConnectionsTable, type JoorAddresses, type JoorWorld, worldOf } from '@joor-bridge/service-kit';
import { PollInterrupted } from '../schedule/lease.js';

/**
 * The connection as it stands this moment and its world. Asked again before each request, so that switching
 * to test mode or off also ends a poll that is under way.
 * @throws PollInterrupted when it was deleted, switched off or moved to the other world, or when its newest
 * version has not reached this process yet
 */
export function currentWorld(
  parts: {
    readonly connections: Pick<ConnectionsTable, 'get'>;
    readonly addresses: JoorAddresses;
    readonly stopped: AbortSignal;
  },
  claim: { readonly connectionId: string; readonly world: World; readonly version: number },
): { readonly snapshot: ConnectionSnapshot; readonly world: JoorWorld } {
  if (parts.stopped.aborted) throw new PollInterrupted('The service stops.');
  const snapshot = parts.connections.get(claim.connectionId);
  if (!snapshot || snapshot.version < claim.version) {
    throw new PollInterrupted('The newest version of this connection has not arrived yet.');
  }
  const world = worldOf(snapshot, parts.addresses);
  if (!snapshot.enabled || world.name !== claim.world) {
    throw new PollInterrupted('The connection was switched off, or to the other world.');
  }
  return { snapshot, world };
}
