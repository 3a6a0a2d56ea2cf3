import { wrongUsage } from './exit-code.js';

const UNITS_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const AGO = /^(\d{1,5})([mhd])$/;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * Reads a time: a day or an ISO 8601 time (UTC unless it says otherwise), or so long ago as `30m`, `24h`, `7d`.
 * @returns UTC, ISO 8601
 * @throws CommandFailed that names the option
 */
export function readInstant(text: string, option: string, now: number): string {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (count !== undefined && (unit === 'm' || unit === 'h' || unit === 'd')) {
    return new Date(now - Number(count) * UNITS_MS[unit]).toISOString();
  }
  const zoned = /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const at = ISO.test(text) && isDay(text.slice(0, 10)) ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(at)) {
    throw wrongUsage(`${option} takes a time, as in 2026-11-24, 2026-11-24T15:00Z, or 24h for so long ago.`);
  }
  return new Date(at).toISOString();
}

/** Whether the calendar has that day: without this, 30 February would be 2 March. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
