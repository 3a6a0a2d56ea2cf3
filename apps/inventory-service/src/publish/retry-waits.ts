const MINUTE_MS = 60_000;

/**
 * When a row that JOOR refused is tried again. What JOOR lacks (the item, the warehouse) is there when a person has
 * made it, so the first tries come soon; a figure that changes is tried at once.
 *
 * | try  | wait   |
 * | ---- | ------ |
 * | 2    | 5 min  |
 * | 3    | 20 min |
 * | 4    | 80 min |
 * | 5    | 5 h    |
 * | 6 …  | 21 h   |
 */
export const rowWaitMs = (tries: number): number => 5 * MINUTE_MS * 4 ** Math.min(Math.max(tries, 1) - 1, 4);

/**
 * When JOOR is asked again after it gave no usable answer: 5 s doubling to 5 min. An answer that did not come is
 * mostly a hiccup; the rows in doubt have their own, longer wait.
 * @param failures in a row, at least 1
 */
export const failureWaitMs = (failures: number): number =>
  Math.min(5_000 * 2 ** (Math.max(failures, 1) - 1), 5 * MINUTE_MS);
