import { MAX_QUANTITY } from '@joor-bridge/contracts';
import type { InventoryRow } from './inventory-row.js';

/** Why a row can't be sent; null when it can. */
export function obstacleOf({ warehouse, quantity, identity, by }: InventoryRow): string | null {
  if (warehouse.trim() === '') return 'The row names no JOOR warehouse.';
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > MAX_QUANTITY) {
    return `The quantity ${quantity} is not a whole number from 0 to ${MAX_QUANTITY}.`;
  }
  if (by === 'upc') return identity.upc.trim() === '' ? 'The item has no UPC.' : null;
  const missing = [
    identity.styleNumber.trim() === '' && 'style number',
    identity.colorCode.trim() === '' && 'color code',
    identity.size.trim() === '' && 'size',
  ].filter((part) => part !== false);
  return missing.length === 0 ? null : `The item has no ${missing.join(' and no ')}.`;
}

/** What a row or a log entry can be told by. */
export interface ItemNames {
  readonly upc: string;
  readonly styleNumber: string;
  readonly styleIdentifier: string;
  readonly colorCode: string;
  readonly size: string;
}

/**
 * The names under which an item may come back, the surest first. What `sku` of JOOR's log holds is documented for a
 * UPC only; for a style we take the parts of its key joined by whatever separator, with or without the identifier.
 */
export function namesOf(item: ItemNames): string[] {
  const { styleNumber, styleIdentifier, colorCode, size } = item;
  const style = [styleNumber, styleIdentifier, colorCode, size];
  const short = [styleNumber, colorCode, size];
  return [
    ...(item.upc === '' ? [] : [nameOf(item.upc)]),
    ...(style.includes('') ? [] : [nameOf(style.join('-'))]),
    ...(short.includes('') ? [] : [nameOf(short.join('-'))]),
  ].filter((name) => name !== '');
}

/** One spelling for a UPC with and without leading zeros (a number in JSON has none), and for every separator. */
export function nameOf(text: string): string {
  const parts = text
    .trim()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const name = parts.join('|');
  return /^\d+$/.test(name) ? name.replace(/^0+(?=\d)/, '') : name;
}
