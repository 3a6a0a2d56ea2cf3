/**
 * How long a crashed service waits before it is started again.
 *
 * | crashes in a row | 1   | 2   | 3   | 4   | 5   | more |
 * |------------------|-----|-----|-----|-----|-----|------|
 * | wait             | 1 s | 2 s | 4 s | 8 s | 16 s| 30 s |
 *
 * One that ran for a minute starts counting anew.
 */
const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const STEADY_MS = 60_000;

export class Backoff {
  #crashes = 0;

  /**
   * @param {number} ranMs how long it had run when it crashed
   * @returns {number} milliseconds to wait
   */
  next(ranMs) {
    if (ranMs >= STEADY_MS) this.#crashes = 0;
    return Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#crashes++);
  }
}
