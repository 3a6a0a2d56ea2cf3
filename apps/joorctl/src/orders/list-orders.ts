import { table } from '../output/table.js';
import type { Context } from '../program/context.js';
import { readInstant } from '../program/instant.js';
import { field, type Row, readRow, readRows } from '../service/fields.js';
import { listedOrder, ORDER_COLUMNS } from './order-text.js';

export interface OrderFilter {
  readonly connection?: string;
  readonly order?: string;
  readonly po?: string;
  readonly customer?: string;
  readonly state?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly all?: boolean;
}

/** Lists orders, one page or, with `all`, every one. */
export async function listOrders({ router, output, now }: Context, filter: OrderFilter): Promise<undefined> {
  const query = {
    connectionId: filter.connection,
    orderId: filter.order,
    purchaseOrder: filter.po,
    customer: filter.customer,
    state: filter.state,
    from: filter.from && readInstant(filter.from, '--from', now()),
    to: filter.to && readInstant(filter.to, '--to', now()),
    limit: filter.limit,
  };
  const items: Row[] = [];
  let cursor = filter.cursor;
  do {
    const { body } = await router.get('/v1/orders', { ...query, cursor });
    items.push(...readRows(body, 'The list of orders'));
    cursor = field(readRow(body, 'The list of orders'), 'nextCursor') || undefined;
  } while (filter.all && cursor);
  output.result({ items, nextCursor: cursor ?? null }, () => {
    const more = cursor ? `\n\nThere are more: add --cursor ${cursor}, or --all.` : '';
    return items.length === 0 ? 'No such orders.' : table(ORDER_COLUMNS, items.map(listedOrder)) + more;
  });
}
