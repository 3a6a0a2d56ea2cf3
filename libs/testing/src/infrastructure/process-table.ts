import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { eventually } from '../eventually.js';
import { errorCode } from './error-code.js';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** The command line of a process; blank when it is gone or cannot be read. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return commandLineByPs(pid);
  }
}

function commandLineByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
}

/** Ends a process by the gentle signal, and by force when it is still there after `patienceMs`. */
export async function endProcess(pid: number, gentle: NodeJS.Signals, patienceMs: number): Promise<void> {
  signal(pid, gentle);
  const gone = () => !isAlive(pid);
  const ended = await eventually(gone, { timeoutMs: patienceMs }).then(
    () => true,
    () => false,
  );
  if (ended) return;
  signal(pid, 'SIGKILL');
  await eventually(gone, { timeoutMs: 5_000 });
}

/** Sends a signal; a process that is already gone is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
