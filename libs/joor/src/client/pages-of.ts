import type { Order } from '@joor-bridge/contracts';
import type { OrderPage, UnreadableOrder } from '../parse/parse-page.js';
import { type Identified, type PageOptions, recordPages } from './record-pages.js';

/** What a page has that no page before it had. */
export interface WindowPage {
  readonly startFrom: number;
  readonly orders: readonly Order[];
  readonly unreadable: readonly UnreadableOrder[];
}

type FetchPage = (startFrom: number, count: number) => Promise<OrderPage>;

/** Pages through a window of the list of orders whose end is fixed. @throws JoorFailure `malformed` without an end */
export async function* pagesOf(
  fetch: FetchPage,
  options: Partial<PageOptions> = {},
): AsyncGenerator<WindowPage> {
  const identified = async (startFrom: number, count: number) => recordsOf(await fetch(startFrom, count));
  for await (const { startFrom, records } of recordPages(identified, options)) {
    yield {
      startFrom,
      orders: records.flatMap((record) => ('order' in record ? [record.order] : [])),
      unreadable: records.flatMap((record) => ('unreadable' in record ? [record.unreadable] : [])),
    };
  }
}

type PageRecord = { readonly order: Order } | { readonly unreadable: UnreadableOrder };

/** An order that changes in the middle is another record: both are worth having. */
function recordsOf(page: OrderPage): Identified<PageRecord>[] {
  return [
    ...page.orders.map((order) => ({ identity: `${order.orderId}@${order.modifiedAt}`, record: { order } })),
    ...page.unreadable.map((unreadable) => ({ identity: unreadable.raw, record: { unreadable } })),
  ];
}
