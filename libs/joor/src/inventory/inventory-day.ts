import { dayOf } from '../parse/moment.js';

const AMERICAN = /^(\d{2})-(\d{2})-(\d{4})$/;

/**
 * JOOR's `inventory_date`, `YYYY-MM-DD` or `MM-DD-YYYY` (reference), as `YYYY-MM-DD`. Null for stock that is there
 * now: blank, zeros, or the word IMMEDIATE. Undefined when it is none of these.
 */
export function inventoryDay(text: string): string | null | undefined {
  const date = text.trim();
  if (date === '' || date.startsWith('0000-00-00') || date.toUpperCase() === 'IMMEDIATE') return null;
  return dayOf(date.replace(AMERICAN, '$3-$1-$2')) ?? undefined;
}
