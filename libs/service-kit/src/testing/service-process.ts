import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** A service in a process of its own, as it was built, to be killed. */
export class ServiceProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private lines = '';

  /**
   * @param app its folder below `apps`
   * @param path the variable PATH; the service has no other of this process
   */
  constructor(app: string, environment: Readonly<Record<string, string>>, path: string) {
    const program = `apps/${app}/dist/main.js`;
    if (!existsSync(`${ROOT}${program}`)) throw new Error(`${program} is not there: npm run build`);
    this.child = spawn(process.execPath, [program], {
      cwd: ROOT,
      env: { PATH: path, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (part) => {
        this.lines += part;
      });
    }
    this.ended = once(this.child, 'exit');
  }

  /** What it said. */
  get output(): string {
    return this.lines;
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Resolves with the signal that ended it, or its exit code. */
  async end(): Promise<string | number | null> {
    await this.ended;
    return this.child.signalCode ?? this.child.exitCode;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.isOver) this.child.kill(signal);
    await this.ended;
  }
}
