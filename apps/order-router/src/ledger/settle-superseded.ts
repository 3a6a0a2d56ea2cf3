import type pg from 'pg';
import type { Job } from '../deliver/job.js';
import type { Connections } from '../intake/connections.js';
import { openReview } from '../reviews/open-review.js';
import type { AttemptResult } from './attempt-result.js';
import { inTransaction } from './in-transaction.js';

/**
 * A newer revision came while an older one was under way. Delivered: the change is one of a delivered order.
 * Refused or still parked: the newest revision goes out in its place.
 */
export async function settleSuperseded(
  pool: pg.Pool,
  connections: Connections,
  job: Job,
  result: AttemptResult,
): Promise<void> {
  const { connectionId, orderId } = result;
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ revision: string }>(
      'select revision from orders where connection_id = $1 and order_id = $2 for update',
      [connectionId, orderId],
    );
    const newest = rows[0]?.revision;
    if (newest === undefined || newest === result.revision) return;
    if (result.fate.state !== 'delivered') {
      await client.query(
        `update deliveries set state = 'parked', due_at = coalesce(due_at, now()),
           superseded = doubt, settled_at = null
         where connection_id = $1 and order_id = $2 and state in ('parked', 'failed')`,
        [connectionId, orderId],
      );
      return;
    }
    if (connections.get(connectionId)?.settings['orders.editPolicy'] === 'ignore') return;
    await openReview(client, {
      connectionId,
      orderId,
      workspaceId: job.workspaceId,
      delivered: result.revision,
      newest,
    });
  });
}
