import { MAX_QUANTITY } from '@joor-bridge/contracts';
import { RowFault } from '../row/row-text.js';

export interface ReadQuantity {
  readonly quantity: number;
  /** What was corrected; null when nothing was. */
  readonly note: string | null;
}

/**
 * Units as a WMS says them: whole numbers up to MAX_QUANTITY. Below nothing is nothing, with a note: a WMS goes
 * negative when more was sold than it has. @throws RowFault
 */
export function readQuantity(value: unknown, place: string): ReadQuantity {
  if (value === undefined || value === null) throw new RowFault(`${place} is missing`);
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new RowFault(`${place} must be a number`);
  if (!Number.isInteger(value)) throw new RowFault(`${place} must be a whole number`);
  if (value > MAX_QUANTITY) throw new RowFault(`${place} must not be above ${MAX_QUANTITY}`);
  if (value < 0) return { quantity: 0, note: `the WMS said ${value}` };
  return { quantity: value + 0, note: null };
}
