import type { DecidedLine, OrderOutcome } from '@joor-bridge/contracts';

/**
 * What a delivery takes from the stock: units per item code. Several lines of one item (doors, price levels) are
 * added up; a line that was struck out or has no code never reached the WMS.
 */
export function deliveredLines(lines: readonly DecidedLine[]): OrderOutcome['lines'] {
  const units = new Map<string, number>();
  for (const { itemCode, quantity, struckOut } of lines) {
    if (struckOut !== null || itemCode === '' || quantity <= 0) continue;
    units.set(itemCode, (units.get(itemCode) ?? 0) + quantity);
  }
  return [...units].map(([itemCode, quantity]) => ({ itemCode, quantity }));
}
