import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { ModifiedWindow } from '@joor-bridge/joor';

const DAY_MS = 86_400_000;

/** How far a poll looks back beyond its cursor: for clocks that differ, and for what JOOR lists late. */
export const OVERLAP_MS = 5 * 60_000;

/** A long range is read in parts, each of which moves the cursor: a failure costs one part. */
export const LIVE_PART_MS = 30 * DAY_MS;
export const BACKFILL_PART_MS = 7 * DAY_MS;

/** Where the first poll starts: the setting Earliest Order Date, else when the connection was made. */
export function firstPollFrom(snapshot: ConnectionSnapshot): Date {
  const earliest = earliestOrderDate(snapshot);
  return earliest ?? new Date(snapshot.createdAt);
}

export function earliestOrderDate(snapshot: ConnectionSnapshot): Date | null {
  const day = snapshot.settings['orders.earliestDate'];
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

/** The windows of a poll that starts `now`, oldest first; none when its first day is yet to come. */
export function pollWindows(cursor: Date | null, first: Date, now: Date): ModifiedWindow[] {
  const from = cursor === null ? first : new Date(cursor.getTime() - OVERLAP_MS);
  return partsOf(from, now, LIVE_PART_MS);
}

/** `[from, to]` in parts of at most `partMs`, end to end. */
export function partsOf(from: Date, to: Date, partMs: number): ModifiedWindow[] {
  const parts: ModifiedWindow[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += partMs) {
    parts.push({ from: new Date(start), to: new Date(Math.min(start + partMs, to.getTime())) });
  }
  return parts;
}
