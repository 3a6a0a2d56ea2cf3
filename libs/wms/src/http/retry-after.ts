/**
 * No pause is longer, whatever is asked for: one mistaken header must not close a connection for years. A whole day,
 * since a warehouse may count requests by the day; JOOR, whose limit is by five minutes, has a shorter one of its own.
 */
export const LONGEST_PAUSE_MS = 24 * 3_600_000;

/**
 * `Retry-After` of RFC 9110: seconds or an HTTP date. Milliseconds from now, at most a day; null when it says
 * nothing.
 */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_PAUSE_MS);
  // Date.parse takes "-5" for a year
  const at = /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.min(Math.max(0, at - now), LONGEST_PAUSE_MS);
}
