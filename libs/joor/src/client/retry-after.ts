/**
 * Longest wait we take from a header: a mistaken one must not stop a connection for days. JOOR counts requests in
 * windows of five minutes, so an hour is more than it can mean; a warehouse, whose limits are not known, gets a day.
 */
const MAX_MS = 3_600_000;

/** `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), in milliseconds; null when there is none. */
export function retryAfterMs(header: string | string[] | undefined, now: number): number | null {
  const text = (Array.isArray(header) ? header[0] : header)?.trim();
  if (!text) return null;
  const wait = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? null : Math.min(Math.max(0, wait), MAX_MS);
}
