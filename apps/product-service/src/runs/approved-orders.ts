import type { Order } from '@joor-bridge/contracts';
import { JoorFailure, type JoorV2Client, pagesOf } from '@joor-bridge/joor';
import type { Wanted } from '../apply/style-states.js';
import type { PlannedStyle } from './run.js';

/** 5,000 orders, a credit for every 50. */
const MOST_PAGES = 110;
/** JOOR began in 2010: no order is older. */
const BEGINNING = new Date('2010-01-01T00:00:00Z');

/**
 * How many approved orders in JOOR have one of these SKUs, counted over JOOR's whole v2 order list: no list of JOOR can
 * be asked for a SKU. Null, which is told as "unknown", where the account has more orders than are read for this, its
 * credits are used up or an order cannot be read: a count that is too low would be worse than none.
 */
export async function countApprovedOrders(
  client: Pick<JoorV2Client, 'listOrders'>,
  styles: readonly PlannedStyle[],
  now: Date,
): Promise<number | null> {
  const isTouched = touching(styles);
  let count = 0;
  const fetch = (startFrom: number, size: number) =>
    client.listOrders({ from: BEGINNING, to: now }, startFrom, size);
  try {
    for await (const page of pagesOf(fetch, { maxPages: MOST_PAGES })) {
      if (page.unreadable.length > 0) return null;
      count += page.orders.filter((order) => order.status === 'approved' && isTouched(order)).length;
    }
    return count;
  } catch (error) {
    if (error instanceof JoorFailure) return null;
    throw error;
  }
}

/** A line is known by its UPC, or by style, colour and size; JOOR need not give all of them. */
function touching(styles: readonly PlannedStyle[]): (order: Order) => boolean {
  const upcs = new Set<string>();
  const names = new Set<string>();
  for (const { style, mapped, status } of styles) {
    for (const { upc, colorCode, sizeName, makeActive } of status) {
      if (makeActive) continue;
      if (upc !== '') upcs.add(upc);
      for (const number of numbersOf(style, mapped as Wanted)) names.add(nameOf(number, colorCode, sizeName));
    }
  }
  return ({ lines }) =>
    lines.some(
      (line) =>
        (line.upc !== '' && upcs.has(line.upc)) ||
        names.has(nameOf(line.styleNumber, line.colorCode, line.sizeName)),
    );
}

const numbersOf = (style: string, mapped: Wanted): string[] =>
  mapped.kind === 'wanted' ? [style, mapped.wanted.number, mapped.wanted.identifier] : [style];

const nameOf = (...parts: readonly string[]): string => JSON.stringify(parts);
