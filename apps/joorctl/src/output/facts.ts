import { table } from './table.js';

/** Several parts under one another, a blank line between two; what says nothing is left out. */
export const sections = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');

/** A table under its title; blank without rows. */
export const titled = (
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => (rows.length === 0 ? '' : `${title}\n${table(head, rows)}`);

/** A dash for what there is not. */
export const dashed = (text: string): string => text || '-';

/** Milliseconds as a person says them: `0.4 s`, `12 s`, `3 min`, `2.5 h`; blank for none. */
export function tookText(ms: string): string {
  const seconds = Number(ms) / 1_000;
  if (ms === '' || Number.isNaN(seconds)) return '';
  if (seconds < 10) return `${rounded(seconds)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${rounded(seconds / 3_600)} h`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
