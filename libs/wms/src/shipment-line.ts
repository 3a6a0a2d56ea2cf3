import {
  addDecimals,
  type DecidedLine,
  dividedDecimal,
  isZero,
  type OrderLine,
  sameDecimal,
  timesDecimal,
} from '@joor-bridge/contracts';
import type { DeliverableOrder } from './connector.js';

/** A line that goes to the WMS: JOOR's with what was decided on it. */
export interface ShipmentLine {
  /** Position among the order's lines, from 1; struck-out lines keep theirs. */
  readonly number: number;
  readonly joor: OrderLine;
  readonly decided: DecidedLine;
}

/** The lines that are to be delivered; struck-out ones are left out. */
export function shipmentLines({ order, lines }: DeliverableOrder): ShipmentLine[] {
  const wanted: ShipmentLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const decided = lines[at];
    const joor = order.lines[at];
    if (decided && joor && decided.struckOut === null) wanted.push({ number: at + 1, joor, decided });
  }
  return wanted;
}

/**
 * Price of one of what `decided.quantity` counts. JOOR's line price is price + adjustment, and its total
 * that times the quantity (v2 reference, line_items). When casepacks are delivered as units and the price
 * was the pack's, it is divided, so that quantity times price stays the line's total.
 */
export function unitPrice({ joor, decided }: ShipmentLine): string {
  const price = isZero(joor.priceAdjustment) ? joor.price : addDecimals([joor.price, joor.priceAdjustment]);
  if (decided.quantity === joor.quantity || joor.multiplier === null) return price;
  const pricedByUnit = sameDecimal(timesDecimal(price, decided.quantity), joor.priceExtended);
  return pricedByUnit ? price : dividedDecimal(price, joor.multiplier);
}

/** Sum of what the delivered lines cost, before the order's discount. */
export const linesTotal = (lines: readonly ShipmentLine[]): string =>
  addDecimals(lines.map((line) => line.joor.priceExtended));
