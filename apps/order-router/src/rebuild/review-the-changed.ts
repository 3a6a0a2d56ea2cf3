import type { Log } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { Connections } from '../intake/connections.js';
import { openReview, type ReviewSubject } from '../reviews/open-review.js';

/** Delivered orders whose newest revision is another one, both of which are still there to be compared. */
const CHANGED = `
select d.connection_id as "connectionId", d.order_id as "orderId", o.workspace_id as "workspaceId",
  d.revision as delivered, o.revision as newest
from deliveries d join orders o using (connection_id, order_id)
where d.state = 'delivered' and d.revision <> o.revision`;

/** Opens the reviews of changes that came after a delivery, closed ones again: nobody knows what a person did. */
export async function reviewTheChanged(pool: pg.Pool, connections: Connections, log: Log): Promise<void> {
  const { rows } = await pool.query<ReviewSubject>(CHANGED);
  for (const subject of rows) {
    const { connectionId, orderId } = subject;
    if (connections.get(connectionId)?.settings['orders.editPolicy'] === 'ignore') continue;
    await openReview(pool, subject).catch((error: unknown) =>
      log.warn({ err: error, connectionId, orderId }, 'a changed order could not be compared'),
    );
  }
}
