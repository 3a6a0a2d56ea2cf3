import type { PullMarks } from './pulls.js';

/** Readings overlap by this much: clocks differ, and a change may become visible only a while after its time. */
export const OVERLAP_MS = 10 * 60_000;

/** The whole list is read this often: only that shows what is gone. */
export const FULL_EVERY_MS = 24 * 60 * 60_000;

/**
 * From when on changes are asked for: somewhat before the last complete pull began. Null, for the whole list: the first
 * time, once a day, and when a person asks.
 */
export function changedSince(
  { completeFrom, fullFrom }: PullMarks,
  requested: boolean,
  now: Date,
): Date | null {
  if (requested || !completeFrom || !fullFrom) return null;
  if (now.getTime() - fullFrom.getTime() >= FULL_EVERY_MS) return null;
  return new Date(completeFrom.getTime() - OVERLAP_MS);
}
