import { RowFault } from './row-text.js';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An ISO 8601 instant with its zone; null where there is none. @throws RowFault */
export function instantIn(value: unknown, place: string): Date | null {
  if (value === undefined || value === null || value === '') return null;
  const [, day] = typeof value === 'string' ? (INSTANT.exec(value) ?? []) : [];
  const at = day !== undefined && isDay(day) ? new Date(String(value)) : null;
  if (at === null || Number.isNaN(at.getTime())) {
    throw new RowFault(`${place} must be an instant with its zone, as in 2026-01-31T09:30:00Z`);
  }
  return at;
}

/** A calendar day. @throws RowFault */
export function dayIn(value: unknown, place: string): string {
  if (typeof value !== 'string' || !DAY.test(value) || !isDay(value)) {
    throw new RowFault(`${place} must be a calendar day, as in 2026-01-31`);
  }
  return value;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Date.parse takes February 30 for March 2; and a Date for each of 400,000 rows takes its time. */
function isDay(day: string): boolean {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const leap = month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0);
  const last = (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
  const date = Number(day.slice(8, 10));
  return date >= 1 && date <= last;
}
