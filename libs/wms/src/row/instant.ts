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

/** Date.parse takes February 30 for March 2. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}
