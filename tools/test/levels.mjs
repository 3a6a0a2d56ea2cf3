import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from '../setup/steps.mjs';
import { tallyOfCheck, tallyOfJest } from './tally.mjs';

/** A level that takes longer hangs; in milliseconds. */
const LIMIT_MS = 1_500_000;

/**
 * @typedef {{ root: string, env: NodeJS.ProcessEnv, signal: AbortSignal, limitMs?: number }} Surroundings
 * @typedef {import('./tally.mjs').Tally} Tally
 */

const JEST = [
  ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  join('node_modules', 'jest', 'bin', 'jest.js'),
];

/**
 * Whether Jest finds a spec of those levels there.
 *
 * @param {string} path how a path begins, from the root of the repository
 * @param {readonly import('./plan.mjs').Level[]} levels
 * @param {Pick<Surroundings, 'root' | 'env'>} surroundings
 */
export function hasSpecs(path, levels, { root, env }) {
  // Jest would take it for a part of any path: "unti" is in "runtime"
  const folder = join(root, dirname(path));
  const isThere = existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(basename(path)));
  if (!isThere) return false;
  const args = [...JEST, '--listTests', '--passWithNoTests', '--selectProjects', ...levels, '--', path];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' });
  return /\.spec\.(ts|mjs)$/m.test(stdout);
}

/**
 * Runs one of package.json's scripts as a check.
 *
 * @param {'typecheck' | 'lint'} script
 * @param {Surroundings} surroundings
 * @returns {Promise<Tally>}
 */
export async function runCheck(script, { root, env, signal, limitMs = LIMIT_MS }) {
  const args = ['run', '--silent', script];
  return tallyOfCheck(await run('npm', args, { cwd: root, env, signal, quiet: true, limitMs }));
}

/**
 * Integration specs mostly wait for servers, so that two processors do more than two of them. What is timed has the
 * machine to itself; and so has `npm start`, which builds, and what others run is away for a moment.
 *
 * @type {Partial<Record<string, string>>}
 */
const WORKERS = { int: '3', timed: '1' };

/**
 * Runs the specs of one level.
 *
 * @param {'unit' | 'int' | 'e2e' | 'timed'} level
 * @param {readonly string[]} paths
 * @param {Surroundings} surroundings
 * @returns {Promise<Tally>}
 */
export async function runJest(level, paths, { root, env, signal, limitMs = LIMIT_MS }) {
  const directory = mkdtempSync(join(tmpdir(), 'joor-bridge-results-'));
  const results = join(directory, 'results.json');
  const args = [
    ...JEST,
    ...['--selectProjects', level, '--maxWorkers', WORKERS[level] ?? '2', '--passWithNoTests'],
    ...['--json', `--outputFile=${results}`],
    ...(paths.length > 0 ? ['--', ...paths] : []),
  ];
  try {
    const well = await run(process.execPath, args, { cwd: root, env, signal, limitMs });
    if (!existsSync(results)) return tallyOfCheck(false);
    const tally = tallyOfJest(JSON.parse(readFileSync(results, 'utf8')));
    // Jest also fails without a failed case, e.g. in a teardown
    return well || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
