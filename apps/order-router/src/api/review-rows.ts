import type { ReviewView } from './order-dto.js';

export const REVIEW_COLUMNS = 'id, connection_id, order_id, workspace_id, kind, state, opened_at, changes';

export interface ReviewRow {
  id: string;
  connection_id: string;
  order_id: string;
  workspace_id: string;
  kind: string;
  state: string;
  opened_at: Date;
  changes: ReviewView['changes'];
}

export const toReview = (row: ReviewRow): ReviewView => ({
  id: row.id,
  connectionId: row.connection_id,
  orderId: row.order_id,
  kind: row.kind,
  state: row.state,
  openedAt: row.opened_at.toISOString(),
  changes: row.changes,
});
