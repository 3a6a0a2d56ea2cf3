import { isObject, type JsonObject } from '../http/json-body.js';
import { RowFault, textOf } from '../row/row-text.js';

/** Objects of a list; none where it is left out. @throws RowFault */
export function listIn(row: JsonObject, field: string): readonly JsonObject[] {
  return entriesIn(row, field).map((entry) => {
    if (!isObject(entry)) throw new RowFault(`${field} must be a list of objects`);
    return entry;
  });
}

/** Texts of a list, blank and repeated ones left out. @throws RowFault */
export function textsIn(row: JsonObject, field: string, longest: number): string[] {
  const texts = entriesIn(row, field).map((entry) => textOf(entry, `an entry of ${field}`, longest));
  return [...new Set(texts)].filter((text) => text !== '');
}

/** @throws RowFault */
export function flagIn(row: JsonObject, field: string, fallback: boolean): boolean {
  const value = row[field] ?? fallback;
  if (typeof value !== 'boolean') throw new RowFault(`${field} must be true or false`);
  return value;
}

/** A year as a number or its digits; null where there is none. @throws RowFault */
export function yearIn(row: JsonObject, field: string): number | null {
  const value = row[field];
  if (value === undefined || value === null || value === '') return null;
  const year = typeof value === 'string' && /^\s*\d{4}\s*$/.test(value) ? Number(value) : value;
  if (typeof year !== 'number' || !Number.isInteger(year)) throw new RowFault(`${field} must be a year`);
  return year;
}

function entriesIn(row: JsonObject, field: string): readonly unknown[] {
  const value = row[field];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new RowFault(`${field} must be a list`);
  return value;
}
