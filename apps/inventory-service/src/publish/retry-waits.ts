const MINUTE_MS = 60_000;

/**
 * When a row that JOOR refused is tried again, and when a connection is of which JOOR refused several requests of one
 * row. What JOOR lacks (the item, the warehouse) is there when a person has made it, so the first tries come soon. A
 * connection holds up all of its figures, so that it never waits for long.
 *
 * | try  | row    | connection |
 * | ---- | ------ | ---------- |
 * | 2    | 5 min  | 5 min      |
 * | 3    | 20 min | 10 min     |
 * | 4    | 80 min | 20 min     |
 * | 5    | 5 h    | 40 min     |
 * | 6 …  | 21 h   | 1 h        |
 *
 * At once: a row whose figure changes, whose item is found by another name now (`store-listings.ts`), or whose item
 * JOOR lists when it is read back (`try-listed.ts`); a connection whose settings or credentials change, or for which a
 * person starts a run.
 */
export const rowWaitMs = (tries: number): number => 5 * MINUTE_MS * 4 ** Math.min(Math.max(tries, 1) - 1, 4);

/** See the table. @param failures in a row, at least 1 */
export const refusedWholeWaitMs = (failures: number): number =>
  Math.min(5 * MINUTE_MS * 2 ** (Math.max(failures, 1) - 1), 60 * MINUTE_MS);

/**
 * When JOOR is asked again after it gave no usable answer: 5 s doubling to 5 min. An answer that did not come is
 * mostly a hiccup; the rows in doubt have their own, longer wait.
 * @param failures in a row, at least 1
 */
export const failureWaitMs = (failures: number): number =>
  Math.min(5_000 * 2 ** (Math.max(failures, 1) - 1), 5 * MINUTE_MS);
