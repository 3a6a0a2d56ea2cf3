import { ProblemException } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { OrderPage, OrderSearch } from './order-dto.js';
import { ORDER_COLUMNS, ORDERS, type OrderRow, toSummary } from './order-rows.js';

const DEFAULT_LIMIT = 50;

/**
 * Orders newest first, a page at a time by their place in the ledger, so that a page neither skips nor repeats
 * an order while new ones come in.
 * @param workspaceId only its orders; null for those of all
 */
export async function listOrders(
  pool: pg.Pool,
  workspaceId: string | null,
  search: OrderSearch,
): Promise<OrderPage> {
  const limit = search.limit ?? DEFAULT_LIMIT;
  const { where, values } = conditions(workspaceId, search);
  const { rows } = await pool.query<OrderRow>(
    `select * from (select ${ORDER_COLUMNS} from ${ORDERS}) as found
     ${where} order by seq desc limit ${limit + 1}`,
    values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { items: page.map(toSummary), nextCursor: last ? toCursor(last.seq) : null };
}

function conditions(workspaceId: string | null, search: OrderSearch): { where: string; values: unknown[] } {
  const parts: string[] = [];
  const values: unknown[] = [];
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value === undefined || value === null) return;
    values.push(value);
    parts.push(condition(`$${values.length}`));
  };
  add(workspaceId, (place) => `workspace_id = ${place}`);
  add(search.connectionId, (place) => `connection_id = ${place}`);
  add(search.orderId, (place) => `order_id = ${place}`);
  add(search.purchaseOrder, (place) => `purchase_order = ${place}`);
  add(
    search.customer,
    (place) => `(customer_code = ${place} or strpos(lower(customer_name), lower(${place})) > 0)`,
  );
  add(search.state, (place) => `state = ${place}`);
  add(search.from, (place) => `first_seen_at >= ${place}::timestamptz`);
  add(search.to, (place) => `first_seen_at < ${place}::timestamptz`);
  add(
    search.cursor === undefined ? undefined : fromCursor(search.cursor),
    (place) => `seq < ${place}::bigint`,
  );
  return { where: parts.length > 0 ? `where ${parts.join(' and ')}` : '', values };
}

const toCursor = (seq: string): string => Buffer.from(seq).toString('base64url');

function fromCursor(cursor: string): string {
  const seq = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,18}$/.test(seq)) return seq;
  throw new ProblemException(400, {
    title: 'Bad request',
    detail: 'is not a cursor of this list; take `nextCursor` of a page as it is',
    field: 'cursor',
  });
}
