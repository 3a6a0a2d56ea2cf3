/** @typedef {'typecheck' | 'lint' | 'unit' | 'int' | 'e2e' | 'timed'} Level */

/** In the order they run: what is quick and what fails most often come first. */
export const LEVELS = /** @type {const} */ (['typecheck', 'lint', 'unit', 'int', 'e2e', 'timed']);
/** Levels that Jest runs. */
export const JEST_LEVELS = /** @type {const} */ (['unit', 'int', 'e2e', 'timed']);
/** Levels that need Kafka and PostgreSQL, and run processes of what was built. @type {readonly Level[]} */
export const REAL_LEVELS = ['int', 'e2e', 'timed'];

/** Levels that always look at everything. */
export const CHECKS = /** @type {const} */ (['typecheck', 'lint']);

/**
 * What is wrong with a plan, in one sentence; null when every path leads to specs of its levels. A slip of the pen
 * would otherwise run nothing, and pass.
 *
 * @param {ReturnType<typeof planOf>} plan
 * @param {(path: string, levels: readonly Level[]) => boolean} hasSpecs
 * @returns {string | null}
 */
export function faultOf({ levels, paths }, hasSpecs) {
  const [first] = paths;
  if (first === undefined) return null;
  const ofSpecs = levels.filter((level) => !CHECKS.some((check) => check === level));
  if (ofSpecs.length === 0)
    return `"${first}" limits specs only, and ${levels.join(' and ')} has none: leave it out.`;
  const empty = paths.find((path) => !hasSpecs(path, ofSpecs));
  if (empty === undefined) return null;
  return `There is no ${ofSpecs.join(' or ')} spec at "${empty}": give a path from here, or a level (${LEVELS.join(', ')}).`;
}

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
