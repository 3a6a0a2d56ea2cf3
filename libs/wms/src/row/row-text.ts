import type { JsonObject } from '../http/json-body.js';

/** A place of a row that cannot be taken; the message says which and why, without its value. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
}

const NUL = '\u0000';

/**
 * Text of one field, trimmed; `""` where the row has nothing. A number counts as its digits, since a size is often
 * written so. @throws RowFault for what is no text, is too long, or could be kept by no database
 */
export function textIn(row: JsonObject, field: string, longest: number): string {
  const value = row[field];
  if (value === undefined || value === null) return '';
  return textOf(value, field, longest);
}

/** The same of a value that was found at the place that is named. @throws RowFault */
export function textOf(value: unknown, place: string, longest: number): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') throw new RowFault(`${place} must be text`);
  const trimmed = text.trim();
  if (trimmed.length > longest) throw new RowFault(`${place} must not be longer than ${longest} characters`);
  if (SUSPECT.test(trimmed) && !isKept(trimmed)) {
    throw new RowFault(`${place} holds characters that are no text`);
  }
  return trimmed;
}

/** @throws RowFault also where the row has nothing */
export function neededTextIn(row: JsonObject, field: string, longest: number): string {
  const text = textIn(row, field, longest);
  if (text === '') throw new RowFault(`${field} is missing`);
  return text;
}

/** UPC as text. A number has lost its leading zeros, so that it may be another item's. @throws RowFault */
export function upcIn(row: JsonObject, longest: number): string {
  if (typeof row.upc === 'number') {
    throw new RowFault('upc must be text: as a number it has lost its leading zeros');
  }
  return textIn(row, 'upc', longest);
}

/** The text as far as it can be read, to name a refused row by. */
export function nameOf(row: unknown, field: string): string {
  if (typeof row !== 'object' || row === null) return '';
  const value: unknown = Reflect.get(row, field);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  const name = text.trim().replaceAll(NUL, '').slice(0, LONGEST_NAME);
  // what is half of a pair, or was cut in half just now, becomes a replacement character
  return Buffer.from(name).toString();
}
const LONGEST_NAME = 200;

/** A NUL or half of a surrogate pair, be it alone or not. A look at the units is enough for nearly every text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const SUSPECT = /[\u0000\ud800-\udfff]/;

/** PostgreSQL keeps neither a NUL nor half of a surrogate pair in a JSON column. */
const isKept = (text: string): boolean => !text.includes(NUL) && !/\p{Surrogate}/u.test(text);
