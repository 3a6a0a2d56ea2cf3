/** @typedef {'typecheck' | 'lint' | 'unit' | 'int' | 'e2e'} Level */

/** In the order they run: what is quick and what fails most often come first. */
export const LEVELS = /** @type {const} */ (['typecheck', 'lint', 'unit', 'int', 'e2e']);
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
  const named = LEVELS.filter((level) => args.includes(level));
  const paths = args.filter((arg) => !LEVELS.some((level) => level === arg));
  if (named.length > 0) return { levels: named, paths };
  return { levels: paths.length > 0 ? JEST_LEVELS : LEVELS, paths };
}
