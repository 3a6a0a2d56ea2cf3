/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   numRuntimeErrorTestSuites: number }} JestResults
 */

/**
 * Jest's own count; a file that could not be run at all counts as one failure.
 *
 * @param {JestResults} results
 * @returns {Tally}
 */
export const tallyOfJest = (results) => ({
  passed: results.numPassedTests,
  failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
  skipped: results.numPendingTests + results.numTodoTests,
});

/**
 * A check without cases of its own counts as one.
 *
 * @param {boolean} well
 * @returns {Tally}
 */
export const tallyOfCheck = (well) => ({ passed: well ? 1 : 0, failed: well ? 0 : 1, skipped: 0 });

/**
 * Whether nothing was tried at all, which is no success.
 *
 * @param {readonly Tally[]} tallies
 */
export const isEmpty = (tallies) =>
  tallies.every(({ passed, failed, skipped }) => passed + failed + skipped === 0);

/**
 * The last line of a run: `12 passed, 0 failed`, with `, 1 skipped` if any.
 *
 * @param {readonly Tally[]} tallies
 */
export function lastLine(tallies) {
  const sum = (/** @type {keyof Tally} */ key) => tallies.reduce((total, tally) => total + tally[key], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
