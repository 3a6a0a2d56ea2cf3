import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../stage/child.js';
import type { Kill } from './kill-plan.js';

/** A process that is ready for so long had no chance to pass its named point; it is killed as it is. */
const POINT_DEADLINE_MS = 15_000;
const READY_DEADLINE_MS = 20_000;

export interface ServiceProgram {
  readonly name: string;
  /** The program's file. */
  readonly main: string;
  readonly env: Record<string, string>;
  readonly logFile: string;
  /** What makes it kill itself when it passes `point` for the given time. */
  readonly killAt: (point: string, passing: number) => Record<string, string>;
}

/** A service's process under a supervisor that starts it again at once, whatever ends it. */
export class Supervised {
  /** Deaths by kill -9, and by what: `moment` or the named point. */
  readonly deaths = new Map<string, number>();
  /** Ends that nobody asked for. */
  crashes = 0;
  private life: Child | null = null;
  private stopped = false;
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly program: ServiceProgram) {}

  get name(): string {
    return this.program.name;
  }

  get kills(): number {
    return [...this.deaths.values()].reduce((sum, count) => sum + count, 0);
  }

  killsBy(what: string): number {
    return this.deaths.get(what) ?? 0;
  }

  /** Goes through the kills one life after the other. Ends when the last one has died; `keep` starts it again. */
  async endure(kills: readonly Kill[]): Promise<void> {
    for (const kill of kills) {
      while (!this.stopped && !(await this.liveUntil(kill))) this.crashes += 1;
    }
  }

  /** Runs from now on, started again after every end. Resolves when it is ready for the first time. */
  async keep(): Promise<void> {
    const first = this.begin({});
    this.keeping = this.watch(first);
    await ready(first);
  }

  /** kill -9 now. @returns the moment, in epoch milliseconds */
  kill(): number {
    const at = Date.now();
    this.life?.process.kill('SIGKILL');
    return at;
  }

  signal(name: NodeJS.Signals): void {
    this.life?.process.kill(name);
  }

  /** Resolves when the present life can do its work. */
  async ready(): Promise<void> {
    if (this.life) await ready(this.life);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.life?.stop();
    await this.keeping;
  }

  private begin(env: Record<string, string>): Child {
    const { main, logFile } = this.program;
    this.life = startChild(main, { env: { ...this.program.env, ...env }, logFile });
    return this.life;
  }

  private async watch(first: Child): Promise<void> {
    for (let life = first; ; life = this.begin({})) {
      const signal = await death(life);
      if (this.stopped) return;
      if (signal === 'SIGKILL') this.count('moment');
      else this.crashes += 1;
    }
  }

  /** @returns false when the process ended by itself before */
  private async liveUntil(kill: Kill): Promise<boolean> {
    const life = this.begin(kill.how === 'point' ? this.program.killAt(kill.point, kill.passing) : {});
    const died = death(life);
    const over = died.then(() => undefined);
    if (kill.how === 'point' || kill.from === 'ready') await Promise.race([over, ready(life)]);
    await Promise.race([over, pause(kill.how === 'point' ? POINT_DEADLINE_MS : kill.afterMs)]);
    const byItself = isOver(life);
    if (!byItself) life.process.kill('SIGKILL');
    const killed = (await died) === 'SIGKILL';
    if (killed) this.count(kill.how === 'point' && byItself ? kill.point : 'moment');
    return killed;
  }

  private count(by: string): void {
    this.deaths.set(by, (this.deaths.get(by) ?? 0) + 1);
  }
}

/** Keeps nothing alive: what it is raced against does. */
const pause = (ms: number) => sleep(ms, undefined, { ref: false });

const isOver = ({ process }: Child): boolean => process.exitCode !== null || process.signalCode !== null;

async function death({ process }: Child): Promise<NodeJS.Signals | null> {
  if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
  return process.signalCode;
}

/** Waits until the service says that it can work. Gives up quietly: a process that never can is killed as it is. */
async function ready(life: Child): Promise<void> {
  const deadline = Date.now() + READY_DEADLINE_MS;
  const line = await Promise.race([
    life.line(/listens at http/).catch(() => ''),
    pause(READY_DEADLINE_MS).then(() => ''),
  ]);
  const url = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
  while (url !== undefined && Date.now() < deadline && !isOver(life)) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(50);
  }
}
