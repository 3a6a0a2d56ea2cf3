import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../setup/prepare.mjs';

/**
 * @typedef {{ pid: number, main: string }} NotedService `main` is part of its command line
 * @typedef {{ isAlive(pid: number): boolean, commandLine(pid: number): string }} ProcessTable
 */

const NOBODY = { pid: 0, services: [] };

/**
 * Notes which run holds the data directory, so that a second one does not start on the same data, and so
 * that services which outlived a killed supervisor are ended by the next run.
 */
export class RunFile {
  #path;
  #processes;

  /**
   * @param {string} path
   * @param {ProcessTable} processes
   */
  constructor(path, processes) {
    this.#path = path;
    this.#processes = processes;
  }

  /**
   * Takes the directory for this process.
   *
   * @throws {Fault} when another run holds it
   */
  take() {
    const { pid, services } = this.#read();
    const held = pid !== process.pid && this.#processes.commandLine(pid).includes('start.mjs');
    if (held && this.#processes.isAlive(pid)) {
      throw new Fault(
        `npm start runs here already, as process ${pid}: stop it first (Ctrl-C, or kill ${pid}).`,
      );
    }
    for (const service of services) this.#endLeftover(service);
    this.note([]);
  }

  /** @param {readonly NotedService[]} services */
  note(services) {
    mkdirSync(dirname(this.#path), { recursive: true });
    // at once or not at all: a run that is killed meanwhile leaves no half of it
    const next = `${this.#path}.next`;
    writeFileSync(next, JSON.stringify({ pid: process.pid, services }));
    renameSync(next, this.#path);
  }

  release() {
    rmSync(this.#path, { force: true });
  }

  /** @returns {{ pid: number, services: NotedService[] }} */
  #read() {
    if (!existsSync(this.#path)) return NOBODY;
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8'));
    } catch (error) {
      // cut short, by a full disk for instance: whoever wrote it is not to be known any more
      if (error instanceof SyntaxError) return NOBODY;
      throw error;
    }
  }

  /** @param {NotedService} service */
  #endLeftover({ pid, main }) {
    // the id may have gone to a stranger since
    if (this.#processes.isAlive(pid) && this.#processes.commandLine(pid).includes(main)) {
      process.kill(pid, 'SIGKILL');
    }
  }
}
