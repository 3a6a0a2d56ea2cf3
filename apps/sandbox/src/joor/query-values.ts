/** The request cannot be read; the message is JOOR's comment. */
export class BadQuery extends Error {}

/** Epoch ms, both ends included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** `<name>_start` and `<name>_end`, which belong together; null when neither is given. @throws BadQuery */
export function readRange(query: URLSearchParams, name: string): Range | null {
  const start = query.get(`${name}_start`);
  const end = query.get(`${name}_end`);
  if (start === null && end === null) return null;
  if (!start || !end) throw new BadQuery(`${name}_start and ${name}_end must be given together`);
  return { start: instant(`${name}_start`, start), end: instant(`${name}_end`, end) };
}

function instant(name: string, text: string): number {
  const dated = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const at = dated.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new BadQuery(`${name} must look like YYYY-MM-DDThh:mm:ss.sTZD, not "${text}"`);
  return at;
}

/** A whole number within limits, or the fallback where it is left out. @throws BadQuery */
export function whole(
  query: URLSearchParams,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new BadQuery(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}

/** Where a page of a list begins and how long it is. @throws BadQuery */
export const readPage = (query: URLSearchParams, maxPage: number) => ({
  startFrom: whole(query, 'start_from', 0, 0, Number.MAX_SAFE_INTEGER),
  count: Math.min(whole(query, 'count', 50, 1, Number.MAX_SAFE_INTEGER), maxPage),
});
