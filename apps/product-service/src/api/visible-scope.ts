import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type CallerIdentity, notFound } from '@joor-bridge/service-kit';
import type { Scope } from '../catalogue/scope.js';

/** A connection that the caller may see, in the world it lives in now. */
export interface VisibleConnection {
  readonly snapshot: ConnectionSnapshot;
  readonly scope: Scope & { readonly workspaceId: string };
}

/** @throws the same 404 whether the connection does not exist or belongs to another workspace */
export function visibleConnection(
  connections: { get(connectionId: string): ConnectionSnapshot | undefined },
  caller: CallerIdentity,
  connectionId: string,
): VisibleConnection {
  const snapshot = connections.get(connectionId);
  if (!snapshot) throw notFound('connection');
  caller.mustSee(snapshot.workspaceId, 'connection');
  const world = snapshot.settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';
  return { snapshot, scope: { connectionId, world, workspaceId: snapshot.workspaceId } };
}
