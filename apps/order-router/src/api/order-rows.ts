import type { OrderSummary } from './order-dto.js';

/** An order's columns as every list and detail reads them. */
export const ORDER_COLUMNS = `o.seq, o.connection_id, o.order_id, o.workspace_id, o.revision, o.outcome, o.rule,
  coalesce(d.reason, o.reason) as reason, o.settings_version, o.joor_status, o.purchase_order, o.customer_code,
  o.customer_name, o.currency, o.total, o.modified_at, o.first_seen_at, o.decided_at, o.reason as decision_reason,
  d.wms_order_id,
  coalesce(d.state, case o.outcome when 'wait' then 'waiting' when 'skip' then 'skipped' when 'hold' then 'held'
    else 'parked' end) as state`;

export const ORDERS = 'orders o left join deliveries d using (connection_id, order_id)';

export interface OrderRow {
  seq: string;
  connection_id: string;
  order_id: string;
  workspace_id: string;
  revision: string;
  outcome: string;
  rule: string | null;
  reason: string | null;
  decision_reason: string | null;
  settings_version: number;
  joor_status: string;
  purchase_order: string;
  customer_code: string;
  customer_name: string;
  currency: string;
  total: string;
  modified_at: Date;
  first_seen_at: Date;
  decided_at: Date;
  wms_order_id: string | null;
  state: OrderSummary['state'];
}

export const toSummary = (row: OrderRow): OrderSummary => ({
  connectionId: row.connection_id,
  orderId: row.order_id,
  state: row.state,
  rule: row.rule,
  reason: row.reason,
  joorStatus: row.joor_status,
  purchaseOrder: row.purchase_order,
  customerCode: row.customer_code,
  customerName: row.customer_name,
  currency: row.currency,
  total: row.total,
  wmsOrderId: row.wms_order_id,
  modifiedAt: row.modified_at.toISOString(),
  firstSeenAt: row.first_seen_at.toISOString(),
});
