import type { Order } from '@joor-bridge/contracts';
import type { OrderPage, UnreadableOrder } from '../parse/parse-page.js';
import { JoorFailure } from './joor-failure.js';

export interface PageOptions {
  /** Records a page; JOOR's default is 50. */
  readonly pageSize: number;
  /** Records that a page shares with the one before it. */
  readonly overlap: number;
  /** More pages than this are an error: a list without end is JOOR's fault, and would be ours for ever. */
  readonly maxPages: number;
}

export const PAGE_OPTIONS: PageOptions = { pageSize: 50, overlap: 5, maxPages: 5_000 };

/** What a page has that no page before it had. */
export interface WindowPage {
  readonly startFrom: number;
  readonly orders: readonly Order[];
  readonly unreadable: readonly UnreadableOrder[];
}

type FetchPage = (startFrom: number, count: number) => Promise<OrderPage>;

/**
 * Pages through a window of the list whose end is fixed. The end of the list is a page that is short, empty
 * or repeats; JOOR's `next_start` may be blank, absent or past the end.
 *
 * An order that is modified while we page leaves the window, and all after it move up by one: paging by
 * plain offsets would skip as many. So pages overlap, and one that shares nothing with those before it
 * means that more has moved than the overlap covers: we go back until it does. What such a page brought is
 * kept, but does not count as a page before: between it and them there may be a gap. The list can only shrink,
 * since what enters it lies after its end.
 */
export async function* pagesOf(
  fetch: FetchPage,
  some: Partial<PageOptions> = {},
): AsyncGenerator<WindowPage> {
  const options = { ...PAGE_OPTIONS, ...some };
  const step = options.pageSize - options.overlap;
  const seen = new Set<string>();
  const reached = new Set<string>();
  let startFrom = 0;
  let furthest = -1;
  for (let pages = 0; pages < options.maxPages; pages += 1) {
    const page = await fetch(startFrom, options.pageSize);
    const records = identified(page);
    const joins = startFrom === 0 || records.some(({ identity }) => reached.has(identity));
    if (joins) for (const { identity } of records) reached.add(identity);
    const fresh = records.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
    if (fresh.length > 0) yield windowPage(startFrom, fresh);
    if (joins && (records.length < options.pageSize || (fresh.length === 0 && startFrom > furthest))) return;
    furthest = Math.max(furthest, startFrom);
    startFrom = joins ? startFrom + step : Math.max(0, startFrom - step);
  }
  throw new JoorFailure('malformed', `JOOR's list did not end within ${options.maxPages} pages.`);
}

type Identified = { readonly identity: string } & ({ order: Order } | { record: UnreadableOrder });

/** An order that changes in the middle is another record: both are worth having. */
function identified(page: OrderPage): Identified[] {
  const orders = page.orders.map((order) => ({ identity: `${order.orderId}@${order.modifiedAt}`, order }));
  return [...orders, ...page.unreadable.map((record) => ({ identity: record.raw, record }))];
}

function windowPage(startFrom: number, fresh: readonly Identified[]): WindowPage {
  return {
    startFrom,
    orders: fresh.flatMap((item) => ('order' in item ? [item.order] : [])),
    unreadable: fresh.flatMap((item) => ('record' in item ? [item.record] : [])),
  };
}
