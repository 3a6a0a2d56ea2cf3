import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually.js';
import { PID_FILE } from './data-directory.js';
import { endProcess, signal } from './process-table.js';

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where its log and its process id are written. */
  readonly directory: string;
  /** The line of its log that says it is up. */
  readonly readyLine: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** Asks it to end in good order. */
  readonly stopSignal: NodeJS.Signals;
  readonly startTimeoutMs?: number;
}

export interface ServerProcess {
  readonly pid: number;
  /** Ends it in good order, by force after 15 s. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C reaches only the program that has to stop it
 * in order, and waits until its log says it is up.
 * @throws Error with the end of its log when it ends or stays silent instead
 */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  const logFile = join(server.directory, 'server.log');
  const child = launch(server, logFile);
  const pid = await startedPid(server, child);
  writeFileSync(join(server.directory, PID_FILE), String(pid));
  // the last resort, for a program that ends without stopping what it started
  const atExit = () => signal(pid, server.stopSignal);
  process.once('exit', atExit);
  const end = async (name: NodeJS.Signals) => {
    process.off('exit', atExit);
    if (child.exitCode === null && child.signalCode === null) await endProcess(pid, name, 15_000);
  };
  try {
    await ready(server, child, logFile);
  } catch (error) {
    await end('SIGKILL');
    throw error;
  }
  child.unref();
  return { pid, stop: () => end(server.stopSignal), kill: () => end('SIGKILL') };
}

function launch(server: ServerCommand, logFile: string): ChildProcess {
  const log = openSync(logFile, 'w');
  try {
    return spawn(server.command, server.args, {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: server.directory,
      env: server.env,
      uid: server.uid,
      gid: server.gid,
    });
  } finally {
    closeSync(log);
  }
}

function startedPid(server: ServerCommand, child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Error(`${server.name} could not be started: ${cause.message}`, { cause })),
    );
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}

async function ready(server: ServerCommand, child: ChildProcess, logFile: string): Promise<void> {
  const log = () => readFileSync(logFile, 'utf8');
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const up = () => log().includes(server.readyLine);
  await eventually(() => ended() || up(), { timeoutMs: server.startTimeoutMs ?? 60_000 }).catch(() => {
    throw new Error(`${server.name} did not come up in time. Its log ends:\n${tail(log())}`);
  });
  if (ended()) throw new Error(`${server.name} ended while starting. Its log ends:\n${tail(log())}`);
}

const tail = (text: string) => text.trimEnd().split('\n').slice(-12).join('\n');
