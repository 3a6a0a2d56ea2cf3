import { anOrder, anOrderLine } from '@joor-bridge/testing';
import type { DeliverableOrder } from '../connector.js';

type Part = Partial<Omit<DeliverableOrder, 'order'>> & { readonly order?: Parameters<typeof anOrder>[0] };

/** An order ready for delivery: each line decided as it is, unless the lines are given. */
export function aDeliverable({ order: overrides = {}, ...part }: Part = {}): DeliverableOrder {
  const order = anOrder(overrides);
  return {
    externalId: `con_1:${order.orderId}`,
    connectionId: 'con_1',
    revision: 'a1b2c3d4e5f60718',
    order,
    shipMethod: 'UPS Ground',
    lines: order.lines.map(({ key, upc, quantity }) => ({ key, itemCode: upc, quantity, struckOut: null })),
    ...part,
  };
}

/** The order with the given line numbers (from 1) struck out. */
export function struckOut(deliverable: DeliverableOrder, ...numbers: number[]): DeliverableOrder {
  const lines = deliverable.lines.map((line, at) =>
    numbers.includes(at + 1) ? { ...line, struckOut: 'on the blacklist' } : line,
  );
  return { ...deliverable, lines };
}

/** Lines that differ in size, worth what is given. */
export const linesWorth = (...extended: string[]) =>
  extended.map((priceExtended, at) =>
    anOrderLine({ key: `7001|Ivory|${at}|`, sizeCode: String(at), upc: `81234567${at}`, priceExtended }),
  );
