import { randomUUID } from 'node:crypto';
import { orderRevised } from '@joor-bridge/contracts';
import type pg from 'pg';
import { diffOrders } from './diff-orders.js';
import { needsReview } from './needs-review.js';

/** Which of an order's revisions a review compares. */
export interface ReviewSubject {
  readonly connectionId: string;
  readonly orderId: string;
  readonly workspaceId: string;
  /** The revision that was sent to the WMS. */
  readonly delivered: string;
  readonly newest: string;
}

/**
 * Opens the task to carry a change of a delivered order to the WMS. The same change opens it once. A closed task
 * says that a person has carried its change there: from then on the WMS has that revision.
 */
export async function openReview(client: pg.ClientBase | pg.Pool, subject: ReviewSubject): Promise<void> {
  const { connectionId, orderId, workspaceId, newest } = subject;
  const from = (await lastCarried(client, subject)) ?? subject.delivered;
  const { rows } = await client.query<{ revision: string; event: Buffer }>(
    'select revision, event from revisions where connection_id = $1 and order_id = $2 and revision = any($3)',
    [connectionId, orderId, [from, newest]],
  );
  const orders = new Map(rows.map((row) => [row.revision, orderRevised.decode(row.event).order]));
  const before = orders.get(from);
  const after = orders.get(newest);
  if (before === undefined || after === undefined) {
    throw new Error(`a revision of order ${orderId} is missing from the ledger`);
  }
  const changes = diffOrders(before, after);
  if (!needsReview(before, after, changes)) return;
  const kind = after.status === 'cancelled' ? 'cancelled' : 'edited';
  await client.query(
    `insert into reviews (id, connection_id, order_id, workspace_id, kind, from_revision, to_revision, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [randomUUID(), connectionId, orderId, workspaceId, kind, from, newest, JSON.stringify(changes)],
  );
}

/** The newest change that a person has carried to the WMS; tasks are opened in the order of the changes. */
async function lastCarried(
  client: pg.ClientBase | pg.Pool,
  { connectionId, orderId }: ReviewSubject,
): Promise<string | undefined> {
  const { rows } = await client.query<{ to_revision: string }>(
    `select to_revision from reviews where connection_id = $1 and order_id = $2 and state = 'closed'
     order by opened_at desc limit 1`,
    [connectionId, orderId],
  );
  return rows[0]?.to_revision;
}
