import { type JoorOrder, type JoorStatus, joorInstant } from '../joor/joor-order.js';
import type { Random } from '../random/random.js';
import type { Brand } from './brand.js';
import { CURRENCIES } from './names.js';
import { totalled } from './new-order.js';
import { makeLines, priced } from './order-lines.js';

/** What can happen to an order. */
export const CHANGES = ['progress', 'edit', 'add-line', 'remove-line', 'cancel'] as const;
export type Change = (typeof CHANGES)[number];

/** Where an order goes next: in progress → notes → pending → approved → shipped. */
const NEXT: Readonly<Record<JoorStatus, JoorStatus | null>> = {
  '1': '6',
  '6': '3',
  '3': '4',
  '4': '5',
  '5': null,
  '0': null,
};

/** Nothing more happens to a shipped or cancelled order. */
export const isFinal = (order: JoorOrder): boolean => NEXT[order.order_type] === null;

/** The order after the change, modified at `at`; the same order when the change cannot happen to it. */
export function changed(
  order: JoorOrder,
  change: Change,
  at: number,
  random: Random,
  brand: Brand,
): JoorOrder {
  if (isFinal(order)) return order;
  const modified = { ...order, date_modified: joorInstant(at) };
  switch (change) {
    case 'progress': {
      const status = NEXT[order.order_type] ?? order.order_type;
      return { ...modified, order_type: status, ...(status === '4' && { date_approved: joorInstant(at) }) };
    }
    case 'cancel':
      return { ...modified, order_type: '0' };
    case 'add-line':
      return totalled(withOneMoreLine(modified, random, brand));
    case 'remove-line':
      return order.line_items.length < 2 ? order : totalled(withoutOneLine(modified, random));
    case 'edit':
      return totalled(withOtherQuantity(modified, random));
  }
}

function withOneMoreLine(order: JoorOrder, random: Random, brand: Brand): JoorOrder {
  const rate = CURRENCIES.find(([code]) => code === order.order_currency)?.[2] ?? 100;
  const besides = new Set(order.line_items.map((line) => line.item_upc));
  const doorId = order.order_doors[0]?.door_id ?? 0;
  const added = makeLines(brand, { count: 1, rate, doorId, besides }, random);
  return { ...order, line_items: [...order.line_items, ...added] };
}

function withoutOneLine(order: JoorOrder, random: Random): JoorOrder {
  const gone = random.int(0, order.line_items.length - 1);
  return { ...order, line_items: order.line_items.filter((_, index) => index !== gone) };
}

function withOtherQuantity(order: JoorOrder, random: Random): JoorOrder {
  const edited = random.int(0, order.line_items.length - 1);
  const by = random.int(1, 5);
  return {
    ...order,
    line_items: order.line_items.map((line, index) =>
      index === edited ? priced({ ...line, item_quantity: line.item_quantity + by }) : line,
    ),
  };
}
