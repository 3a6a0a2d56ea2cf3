import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import {
  type CallerIdentity,
  type ConnectionsTable,
  type JoorAddresses,
  notFound,
  worldOf,
} from '@joor-bridge/service-kit';
import type { Place } from '../levels/mark-changed.js';

/** A connection in the world it lives in now. */
export interface VisibleConnection extends Place {
  readonly snapshot: ConnectionSnapshot;
}

/** What a caller may see of the connections. */
export class VisibleConnections {
  constructor(
    private readonly connections: Pick<ConnectionsTable, 'get' | 'all'>,
    private readonly addresses: JoorAddresses,
  ) {}

  /** @throws the same 404 whether the connection does not exist or belongs to another workspace */
  one(caller: CallerIdentity, connectionId: string): VisibleConnection {
    const snapshot = this.connections.get(connectionId);
    if (!snapshot) throw notFound('connection');
    caller.mustSee(snapshot.workspaceId, 'connection');
    return this.placed(snapshot);
  }

  /** All of them, or the one. */
  all(caller: CallerIdentity, connectionId?: string): VisibleConnection[] {
    if (connectionId !== undefined) return [this.one(caller, connectionId)];
    const seen = this.connections.all().filter(({ workspaceId }) => caller.sees(workspaceId));
    return seen.map((snapshot) => this.placed(snapshot));
  }

  private placed(snapshot: ConnectionSnapshot): VisibleConnection {
    const { connectionId } = snapshot;
    return { snapshot, connectionId, world: worldOf(snapshot, this.addresses).name };
  }
}
