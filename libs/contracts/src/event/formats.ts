import { FormatRegistry, type TString, Type } from '@sinclair/typebox';

const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

FormatRegistry.Set('decimal', (value) => DECIMAL.test(value));
FormatRegistry.Set('date', (value) => DATE.test(value) && exists(value));
FormatRegistry.Set('instant', (value) => INSTANT.test(value) && exists(value));

/** Date.parse takes February 30 for March 2, and 24:00 for the next day's 00:00; databases do not. */
function exists(value: string): boolean {
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).getUTCDate() === Number(value.slice(8, 10));
}

/** Money and percentages: a decimal number as text, never a float. */
export const Decimal = (): TString => Type.String({ format: 'decimal' });

/** A calendar day, `YYYY-MM-DD`. */
export const CalendarDate = (): TString => Type.String({ format: 'date' });

/** A UTC instant, ISO 8601 with `Z`. */
export const Instant = (): TString => Type.String({ format: 'instant' });
