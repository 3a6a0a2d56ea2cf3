/** @typedef {'typecheck' | 'lint' | 'unit' | 'int' | 'e2e' | 'long'} Level */

/** In the order they run: what is quick and what fails most often come first. */
export const LEVELS = /** @type {const} */ (['typecheck', 'lint', 'unit', 'int', 'e2e']);
/** Runs only when it is named: takes servers down, or needs a quiet machine. */
const ON_DEMAND = /** @type {const} */ (['long']);
/** Levels that Jest runs. @type {readonly Level[]} */
export const JEST_LEVELS = ['unit', 'int', 'e2e'];

/**
 * Which levels run on which paths: `npm test -- unit libs/messaging`. Without a level, a path means all of
 * Jest's levels; without anything, all levels run on everything.
 *
 * @param {readonly string[]} args
 * @returns {{ levels: readonly Level[], paths: readonly string[] }}
 */
export function planOf(args) {
  const all = [...LEVELS, ...ON_DEMAND];
  const named = all.filter((level) => args.includes(level));
  const paths = args.filter((arg) => !all.some((level) => level === arg));
  if (named.length > 0) return { levels: named, paths };
  return { levels: paths.length > 0 ? JEST_LEVELS : LEVELS, paths };
}
