const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const MINUTE_MS = 60_000;

/**
 * An ISO 8601 time with any offset as a UTC instant, fractions of a second kept to the microsecond.
 * Without an offset it is UTC (JOOR v2, definitions and conventions). A mere date is its midnight.
 */
export function instantOf(text: string): string | null {
  if (dayOf(text) !== null && DAY.test(text)) return `${text}T00:00:00Z`;
  const match = TIME.exec(text);
  if (!match) return null;
  const [, day = '', hour, minute, second = '00', fraction = '', offset = 'Z'] = match;
  const away = offsetMinutes(offset);
  if (!isDay(day) || away === null) return null;
  const local = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(local) || Number(hour) > 23) return null;
  const utc = new Date(local - away * MINUTE_MS).toISOString();
  if (utc.length !== 24) return null;
  const kept = fraction.slice(0, 6);
  return `${utc.slice(0, 19)}${kept && `.${kept}`}Z`;
}

/** A date, or the date a time begins with, as it is written: a ship window has no time zone. */
export function dayOf(text: string): string | null {
  const day = TIME.exec(text)?.[1] ?? text;
  return isDay(day) ? day : null;
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function offsetMinutes(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
