import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type CallerIdentity, type ConnectionsTable, notFound } from '@joor-bridge/service-kit';

/** @throws the same 404 whether the connection does not exist or belongs to another workspace */
export function visibleConnection(
  connections: Pick<ConnectionsTable, 'get'>,
  caller: CallerIdentity,
  connectionId: string,
): ConnectionSnapshot {
  const snapshot = connections.get(connectionId);
  if (!snapshot) throw notFound('connection');
  caller.mustSee(snapshot.workspaceId, 'connection');
  return snapshot;
}
