import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Backoff } from './backoff.mjs';

/** How long a service may take to end in good order before it is killed, in milliseconds: it takes 15 s at most. */
const PATIENCE_MS = 20_000;
/** Longest line that says a service is up, in characters. */
const LINE = 500;

/**
 * @typedef {object} ServiceOptions
 * @property {string} name
 * @property {string} main the script Node runs
 * @property {readonly string[]} [args]
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {{ push(text: string): void, end(): void }} output
 * @property {(line: string) => void} say
 * @property {string | null} [upLine] part of the line by which the process itself says that it listens; null when
 * it prints none
 * @property {() => void} [onStart] a process was started, the first one or another after a crash
 * @property {Backoff} [backoff]
 * @property {number} [patienceMs]
 */

/** One process that is kept running: after a crash it is started again, later and later. */
export class Service {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {NodeJS.Timeout | undefined} */
  #again;
  #startedAt = 0;
  #saidUp = false;
  #stopping = false;
  #options;
  #backoff;

  /** @param {ServiceOptions} options */
  constructor(options) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
  }

  get name() {
    return this.#options.name;
  }

  /** Undefined while it is not running. */
  get pid() {
    return this.#child?.pid;
  }

  /** Whether its process runs and has said that it listens: what answers at its port is not always it. */
  get isUp() {
    return this.pid !== undefined && this.#saidUp;
  }

  start() {
    const { main, args = [], cwd, env, output, onStart } = this.#options;
    // a process group of its own: Ctrl-C reaches the supervisor alone, which stops the services in order
    const child = spawn(process.execPath, [main, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#startedAt = performance.now();
    const listen = this.#listener();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        listen(text);
        output.push(text);
      });
    }
    child.on('error', (error) => output.push(`${error.message}\n`));
    child.on('close', (code, signal) => this.#ended(signal ?? `exit code ${code}`));
    onStart?.();
  }

  #listener() {
    const { upLine = null } = this.#options;
    this.#saidUp = upLine === null;
    let heard = '';
    return (/** @type {string} */ text) => {
      if (this.#saidUp || upLine === null) return;
      heard += text;
      this.#saidUp = heard.includes(upLine);
      heard = heard.slice(-LINE);
    };
  }

  /** @param {string} how */
  #ended(how) {
    this.#child = undefined;
    this.#options.output.end();
    if (this.#stopping) return;
    const wait = this.#backoff.next(performance.now() - this.#startedAt);
    this.#options.say(`${this.name} ended (${how}); it is started again in ${wait / 1000} s`);
    this.#again = setTimeout(() => this.start(), wait);
  }

  /** Ends it in good order, by force when that takes too long. */
  async stop() {
    this.#stopping = true;
    clearTimeout(this.#again);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), this.#options.patienceMs ?? PATIENCE_MS);
    await ended;
    clearTimeout(limit);
  }

  /** Ends it at once. */
  kill() {
    this.#stopping = true;
    clearTimeout(this.#again);
    this.#child?.kill('SIGKILL');
  }
}
