/**
 * A list that has lost more than this share of what was in it before is not believed: a WMS that answers an empty or a
 * cut list is a more likely cause than a brand that gave up nearly all it sells, and zeroing it would take every item
 * off sale.
 */
export const MOST_VANISHED = 0.9;

/** Why a whole reading is not believed to say what is gone; null when it is. */
export function doubtOf({ rows, listed, vanished }: Counts): string | null {
  if (listed === 0 || vanished === 0) return null;
  if (rows === 0) {
    return `The WMS gave an empty list, where ${listed} levels were in it before. Nothing was set to 0.`;
  }
  if (vanished / listed <= MOST_VANISHED) return null;
  return `The WMS's list has lost ${vanished} of ${listed} levels, more than ${MOST_VANISHED * 100} %. Nothing was set to 0.`;
}

export interface Counts {
  /** Read now. */
  readonly rows: number;
  /** Known to be in the list until now. */
  readonly listed: number;
  /** Of those, not in it any more. */
  readonly vanished: number;
}
