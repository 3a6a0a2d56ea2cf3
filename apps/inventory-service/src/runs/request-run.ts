import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { Run } from './run.js';
import { beginRun, openRun, queuedRuns } from './runs.js';

export interface RunRequest extends Place {
  readonly workspaceId: string;
  readonly kind: 'on-demand' | 'preview';
  readonly requestedBy: string;
}

/**
 * Whatever is waited for, it is looked at once more when somebody asks. What must not be sent yet knows it by itself:
 * credits by their window, rows in doubt by their time.
 */
const LOOK_AGAIN = `
  insert into publishing (connection_id, world, workspace_id) values ($1, $2, $3)
  on conflict (connection_id, world) do update set
    wait_until = null`;

/**
 * Asks for a run as soon as possible. One that waits already, for its beginning or for approval, is the same.
 * Requests of one connection take turns on its row.
 */
export function requestRun(pool: pg.Pool, request: RunRequest): Promise<Run> {
  return inTransaction(pool, async (client) => {
    await client.query(LOOK_AGAIN, [request.connectionId, request.world, request.workspaceId]);
    const queued = (await queuedRuns(client, request)).find(({ kind }) => kind === request.kind);
    if (queued) return queued;
    const open = await openRun(client, request);
    if (request.kind === 'on-demand' && open?.state === 'waiting-for-approval') return open;
    return beginRun(client, { ...request, state: 'queued' });
  });
}

/** Has figures that JOOR does not hold sent again, in the caller's transaction. */
export async function requestRepair(
  client: pg.ClientBase,
  { connectionId, world, workspaceId }: Place & { readonly workspaceId: string },
): Promise<void> {
  await client.query(LOOK_AGAIN, [connectionId, world, workspaceId]);
  const queued = await queuedRuns(client, { connectionId, world });
  if (queued.some(({ kind }) => kind === 'repair')) return;
  await beginRun(client, { connectionId, world, workspaceId, kind: 'repair', state: 'queued' });
}
