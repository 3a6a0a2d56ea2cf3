import { RowFault } from '../row/row-text.js';

/** As the events carry money. */
const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;

/**
 * Money as decimal text; null where there is none. A number is written as the shortest decimal that it was read
 * from, and never calculated with. @throws RowFault
 */
export function decimalIn(value: unknown, place: string): string | null {
  if (value === undefined || value === null || value === '') return null;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && DECIMAL.test(text.trim())) return text.trim();
  throw new RowFault(`${place} must be a decimal number of at most six places, as in "12.50"`);
}
