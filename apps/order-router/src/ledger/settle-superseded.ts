import { type OrderOutcome, orderKey } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Job } from '../deliver/job.js';
import type { Connections } from '../intake/connections.js';
import { outboxRowOf } from '../outcomes/outcome.js';
import { standingOutcomes } from '../outcomes/standing-outcomes.js';
import { openReview } from '../reviews/open-review.js';

/** A delivery with the revision that was sent, and how that ended. */
export interface Superseded {
  readonly connectionId: string;
  readonly orderId: string;
  readonly revision: string;
  readonly fate: { readonly state: string };
}

/**
 * A newer revision came while an older one was under way. Delivered: the change is one of a delivered order.
 * Refused or still parked: the newest revision goes out in its place.
 * @returns the outcome as it stands by the newest revision, which may be a cancellation, where it was delivered;
 *   it is in the outbox, too
 */
export async function settleSuperseded(
  pool: pg.Pool,
  connections: Connections,
  job: Pick<Job, 'workspaceId'>,
  result: Superseded,
): Promise<OrderOutcome | undefined> {
  const { connectionId, orderId } = result;
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ revision: string }>(
      'select revision from orders where connection_id = $1 and order_id = $2 for update',
      [connectionId, orderId],
    );
    const newest = rows[0]?.revision;
    if (newest === undefined) return undefined;
    if (newest === result.revision) {
      await settled(client, result);
      return undefined;
    }
    if (result.fate.state !== 'delivered') {
      await client.query(
        `update deliveries set state = 'parked', superseded = doubt, settled_at = null,
           due_at = case when state = 'parked' then coalesce(due_at, now()) else now() end
         where connection_id = $1 and order_id = $2 and state in ('parked', 'failed') and superseded`,
        [connectionId, orderId],
      );
      return undefined;
    }
    await settled(client, result);
    const outcome = await tell(client, result);
    if (connections.get(connectionId)?.settings['orders.editPolicy'] === 'ignore') return outcome;
    await openReview(client, {
      connectionId,
      orderId,
      workspaceId: job.workspaceId,
      delivered: result.revision,
      newest,
    });
    return outcome;
  });
}

async function tell(client: pg.ClientBase, order: Superseded): Promise<OrderOutcome | undefined> {
  const { connectionId, orderId } = order;
  const outcome = (await standingOutcomes(client, [order])).get(orderKey(connectionId, orderId));
  if (outcome) await addToOutbox(client, [outboxRowOf(outcome)]);
  return outcome;
}

async function settled(client: pg.ClientBase, { connectionId, orderId }: Superseded): Promise<void> {
  await client.query(
    `update deliveries set superseded = false, due_at = null
     where connection_id = $1 and order_id = $2 and state in ('delivered', 'failed')`,
    [connectionId, orderId],
  );
}

const LEFT = `
select d.connection_id as "connectionId", d.order_id as "orderId", d.revision, d.state,
  o.workspace_id as "workspaceId"
from deliveries d join orders o using (connection_id, order_id)
where d.superseded and d.due_at <= now() and d.state in ('delivered', 'failed')`;

/**
 * Settles what a process that died between a result and its settling has left.
 * @param failed is told what went wrong with one of them; it comes again a minute later, the others go on
 */
export async function settleLeft(
  pool: pg.Pool,
  connections: Connections,
  failed: (error: unknown) => void,
): Promise<void> {
  const { rows } = await pool.query<Omit<Superseded, 'fate'> & { state: string; workspaceId: string }>({
    name: 'superseded-left',
    text: LEFT,
  });
  for (const { workspaceId, state, ...order } of rows) {
    try {
      await settleSuperseded(pool, connections, { workspaceId }, { ...order, fate: { state } });
    } catch (error) {
      failed(error);
      await putOff(pool, order);
    }
  }
}

const putOff = (pool: pg.Pool, { connectionId, orderId }: Pick<Superseded, 'connectionId' | 'orderId'>) =>
  pool.query(
    `update deliveries set due_at = now() + interval '1 minute'
     where connection_id = $1 and order_id = $2 and superseded and state in ('delivered', 'failed')`,
    [connectionId, orderId],
  );
