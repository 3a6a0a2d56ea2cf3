import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** Resolves with the first line that fits, fails when the process ends before. */
  line(pattern: RegExp): Promise<string>;
  stop(): Promise<void>;
}

/** Starts a Node program of the repository; its output goes to `logFile` and can be waited for. */
export function startChild(
  program: string,
  options: {
    args?: readonly string[];
    /** Flags for Node itself, e.g. to profile. */
    nodeFlags?: readonly string[];
    env?: Record<string, string>;
    logFile: string;
  },
): Child {
  const child = spawn(process.execPath, [...(options.nodeFlags ?? []), program, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const collect = (line: string) => {
    log.write(`${line}\n`);
    lines.push(line);
    if (lines.length > 1_000) lines.shift();
    for (const wake of waiting) wake();
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', collect);
  // the last resort, for a run that ends without stopping what it started
  const atExit = () => void child.kill('SIGKILL');
  process.once('exit', atExit);
  const ended = once(child, 'exit').then(() => {
    process.off('exit', atExit);
    for (const wake of waiting) wake();
  });
  const line = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = lines.find((text) => pattern.test(text));
      if (found !== undefined) return found;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${program} ended without a line like ${pattern}:\n${lines.slice(-20).join('\n')}`);
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
      });
    }
  };
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  return { process: child, pid: child.pid ?? 0, line, stop };
}
