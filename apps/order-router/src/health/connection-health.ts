import { type Activity, activity, type ConnectionSnapshot, topics } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';

export type HealthStatus = 'ok' | 'down' | 'unauthorized' | 'unusable';

interface Turn {
  readonly status: HealthStatus;
  readonly message: string;
  readonly activity: Pick<Activity, 'level' | 'kind'>;
}

/** Keeps how each connection's WMS fares, for people: a row a connection, an activity event a turn. */
export class ConnectionHealth {
  private readonly last = new Map<string, string>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly onError: (error: unknown) => void,
  ) {}

  usable(snapshot: ConnectionSnapshot): void {
    const message = 'The WMS is ready for orders.';
    this.turn(snapshot, { status: 'ok', message, activity: { level: 'info', kind: 'wms.ready' } });
  }

  recovered(snapshot: ConnectionSnapshot): void {
    const message = 'The WMS takes orders again; what waited for it is going out.';
    this.turn(snapshot, { status: 'ok', message, activity: { level: 'info', kind: 'wms.recovered' } });
  }

  down(snapshot: ConnectionSnapshot, reason: string): void {
    const message = `The WMS does not take orders: ${reason}. Its orders wait and go out when it does; nothing needs to be done here.`;
    this.turn(snapshot, { status: 'down', message, activity: { level: 'warning', kind: 'wms.down' } });
  }

  unauthorized(snapshot: ConnectionSnapshot, reason: string): void {
    const message = `The WMS refuses the credentials of "${snapshot.name}" (${reason}). Enter new ones; its orders wait until then.`;
    this.turn(snapshot, {
      status: 'unauthorized',
      message,
      activity: { level: 'error', kind: 'wms.unauthorized' },
    });
  }

  unusable(snapshot: ConnectionSnapshot, problem: string): void {
    const message = `Orders of "${snapshot.name}" cannot be sent: ${problem}.`;
    this.turn(snapshot, { status: 'unusable', message, activity: { level: 'error', kind: 'wms.unusable' } });
  }

  private turn(snapshot: ConnectionSnapshot, turn: Turn): void {
    const key = `${turn.status} ${turn.message}`;
    if (this.last.get(snapshot.connectionId) === key) return;
    this.last.set(snapshot.connectionId, key);
    this.write(snapshot, turn).catch((error: unknown) => {
      this.last.delete(snapshot.connectionId);
      this.onError(error);
    });
  }

  private write({ connectionId, workspaceId }: ConnectionSnapshot, turn: Turn): Promise<void> {
    return inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `insert into connection_health as h (connection_id, workspace_id, status, message)
         values ($1, $2, $3, $4)
         on conflict (connection_id) do update set status = excluded.status, message = excluded.message, since = now()
         where h.status <> excluded.status or h.message <> excluded.message`,
        [connectionId, workspaceId, turn.status, turn.message],
      );
      if (rowCount === 0) return;
      const value: Activity = {
        connectionId,
        workspaceId,
        at: new Date().toISOString(),
        service: 'order-router',
        message: turn.message.slice(0, 2_000),
        ...turn.activity,
      };
      await addToOutbox(client, [
        { topic: topics.activity.name, key: connectionId, type: activity.type, value },
      ]);
    });
  }
}
