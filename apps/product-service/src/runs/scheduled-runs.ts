import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';
import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { addRun } from './run-store.js';

/**
 * A run is due when the catalogue has news, or the connection has changed, since one was last asked for. While more
 * comes in it waits, but no longer than a minute. The row is locked: of several replicas one asks.
 */
const DUE = `
insert into run_marks as known (connection_id, world, news, version, asked_at)
select $1, $2, n.newest, $3, now()
from (select (select newest from catalogue_news where connection_id = $1 and world = $2) as newest) n
where n.newest is not null
on conflict (connection_id, world) do update set
  news = excluded.news, version = excluded.version, asked_at = now()
where (known.news is distinct from excluded.news or known.version < excluded.version)
  and (excluded.news <= now() - $4 * interval '1 millisecond' or known.asked_at <= now() - $5 * interval '1 millisecond')
returning 1`;

/** Asks for runs of the connections whose Sync Product Details is Yes. */
export class ScheduledRuns {
  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly connections: { all(): readonly ConnectionSnapshot[] };
      readonly minuteMs: number;
    },
  ) {}

  async ask(): Promise<void> {
    for (const snapshot of this.parts.connections.all()) {
      if (snapshot.enabled && snapshot.settings['joor.syncProductDetails'] === 'Yes')
        await this.askFor(snapshot);
    }
  }

  private async askFor(snapshot: ConnectionSnapshot): Promise<void> {
    const { connectionId, workspaceId, version, settings } = snapshot;
    const { pool, minuteMs } = this.parts;
    const world: World = settings['joor.testMode'] === 'Enabled' ? 'sandbox' : 'production';
    await inTransaction(pool, async (client) => {
      const { rowCount } = await client.query(DUE, [connectionId, world, version, minuteMs / 30, minuteMs]);
      if (rowCount !== 1 || (await isWaiting(client, connectionId, world))) return;
      const run = { connectionId, workspaceId, world, styles: null, preview: false };
      await addRun(client, { ...run, trigger: 'schedule', createdBy: 'schedule' });
    });
  }
}

/** One that has not begun will see the news, too. */
async function isWaiting(client: pg.ClientBase, connectionId: string, world: World): Promise<boolean> {
  const { rows } = await client.query<{ waits: boolean }>(
    `select exists (select from runs where connection_id = $1 and world = $2 and state = 'queued' and styles is null
       and trigger = 'schedule') as waits`,
    [connectionId, world],
  );
  return rows[0]?.waits ?? false;
}
