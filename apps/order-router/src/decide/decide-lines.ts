import type { DecidedLine, Order, OrderLine, Settings } from '@joor-bridge/contracts';
import type { Policy } from './policy.js';

/** Why a line is struck out; the rules read these to decide about the whole order. */
export const STRUCK = {
  filtered: 'item filter',
  zero: 'quantity 0',
  noCode: 'no UPC, no style code',
} as const;

/** Works out item code, quantity and strike-outs of every line, in the order's own order. */
export function decideLines(order: Order, policy: Policy): DecidedLine[] {
  return order.lines.map((line) => {
    const itemCode = itemCodeOf(line, policy.settings['items.code']);
    return {
      key: line.key,
      itemCode,
      quantity: quantityOf(line, policy.settings['items.quantityUnit']),
      struckOut: strikeOut(line, itemCode, policy),
    };
  });
}

function strikeOut(line: OrderLine, itemCode: string, policy: Policy): string | null {
  if (isFiltered(line, itemCode, policy)) return STRUCK.filtered;
  if (line.quantity === 0) return STRUCK.zero;
  if (itemCode === '' && policy.settings['items.withoutCode'] === 'Drop line') return STRUCK.noCode;
  return null;
}

/** Whether the item filter objects to a line. Its codes may be the item code, the UPC or the style number. */
export function isFiltered(line: OrderLine, itemCode: string, policy: Policy): boolean {
  const { mode, codes } = policy.itemFilter;
  if (mode === 'Disabled') return false;
  const named =
    codes.has(itemCode.toLowerCase()) ||
    (line.upc !== '' && codes.has(line.upc.toLowerCase())) ||
    (line.styleNumber !== '' && codes.has(line.styleNumber.toLowerCase()));
  return mode === 'Blacklist' ? named : !named;
}

function itemCodeOf(line: OrderLine, source: Settings['items.code']): string {
  if (source === 'UPC') return line.upc;
  if (source === 'UPC, else style' && line.upc !== '') return line.upc;
  return styleCodeOf(line);
}

function styleCodeOf(line: OrderLine): string {
  const parts = [line.styleNumber, line.colorCode, line.sizeCode === '' ? line.sizeName : line.sizeCode];
  return parts.every((part) => part !== '') ? parts.join('-') : '';
}

function quantityOf(line: OrderLine, unit: Settings['items.quantityUnit']): number {
  return unit === 'Units' && line.multiplier !== null ? line.quantity * line.multiplier : line.quantity;
}
