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
  /** The revision that the WMS has. */
  readonly delivered: string;
  readonly newest: string;
}

/** Opens the task to carry a change of a delivered order to the WMS. The same change opens it once. */
export async function openReview(client: pg.ClientBase | pg.Pool, subject: ReviewSubject): Promise<void> {
  const { rows } = await client.query<{ revision: string; event: Buffer }>(
    'select revision, event from revisions where connection_id = $1 and order_id = $2 and revision = any($3)',
    [subject.connectionId, subject.orderId, [subject.delivered, subject.newest]],
  );
  const orders = new Map(rows.map((row) => [row.revision, orderRevised.decode(row.event).order]));
  const before = orders.get(subject.delivered);
  const after = orders.get(subject.newest);
  if (before === undefined || after === undefined) {
    throw new Error(`a revision of order ${subject.orderId} is missing from the ledger`);
  }
  const changes = diffOrders(before, after);
  if (!needsReview(after, changes)) return;
  await client.query(
    `insert into reviews (id, connection_id, order_id, workspace_id, kind, from_revision, to_revision, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      randomUUID(),
      subject.connectionId,
      subject.orderId,
      subject.workspaceId,
      after.status === 'cancelled' ? 'cancelled' : 'edited',
      subject.delivered,
      subject.newest,
      JSON.stringify(changes),
    ],
  );
}
