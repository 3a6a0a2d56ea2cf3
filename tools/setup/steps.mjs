import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs a step and says how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} say
 * @returns {Promise<T>}
 */
export async function step(name, work, say) {
  const start = performance.now();
  const result = await work();
  say(`${name} (${seconds(performance.now() - start)})`);
  return result;
}

/**
 * Runs a program to its end, its output to ours.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, quiet?: boolean, signal?: AbortSignal, limitMs?: number }} options
 * `quiet` keeps the output back unless the program fails
 * @returns {Promise<boolean>} whether it ended well
 */
export function run(command, args, { cwd, env = process.env, quiet = false, signal, limitMs }) {
  return new Promise((resolve) => {
    /** @type {Buffer[]} */
    const kept = [];
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      killSignal: 'SIGTERM',
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    });
    const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limitMs);
    const done = (/** @type {boolean} */ well, /** @type {string} */ fault) => {
      clearTimeout(limit);
      if (!well && quiet) process.stderr.write(Buffer.concat(kept));
      if (!well && fault) process.stderr.write(`${fault}\n`);
      resolve(well);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => kept.push(chunk));
    child.on('error', (error) => done(false, `${command}: ${error.message}`));
    child.on('close', (code, ended) => done(code === 0, ended ? `${command} was ended by ${ended}` : ''));
  });
}
