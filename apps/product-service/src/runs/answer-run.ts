import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { queueRun } from './queue-run.js';

/** @returns false when nothing waits for an answer any more */
export async function approveRun(pool: pg.Pool, runId: string, by: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await answer(client, runId, 'running', by))) return false;
    await queueRun(client, runId);
    return true;
  });
}

/**
 * Nothing of it goes out. The schedule does not ask again for the same changes of status; all else is planned anew.
 * @returns false when nothing waits for an answer any more
 */
export async function rejectRun(pool: pg.Pool, runId: string, by: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (!(await answer(client, runId, 'rejected', by))) return false;
    await client.query(
      "update run_styles set result = 'rejected' where run_id = $1 and result = 'waiting-for-approval'",
      [runId],
    );
    await client.query(DECLINE, [runId]);
    return true;
  });
}

const DECLINE = `
insert into style_states as known (connection_id, world, style, workspace_id, state, declined)
select r.connection_id, r.world, s.style, r.workspace_id, 'unchanged', s.revision
from run_styles s join runs r on r.id = s.run_id
where r.id = $1 and json_array_length(s.status) > 0
on conflict (connection_id, world, style) do update set declined = excluded.declined`;

async function answer(client: pg.ClientBase, runId: string, state: string, by: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update runs set state = $2, decided_by = $3, decided_at = now(),
       ended_at = case when $2 = 'rejected' then now() end
     where id = $1 and state = 'waiting-for-approval'`,
    [runId, state, by],
  );
  return rowCount === 1;
}
