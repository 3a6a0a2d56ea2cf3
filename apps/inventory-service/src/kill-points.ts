/** In a pull after each step that others see, and after tables were written. */
export const STOCK_KILL_POINTS = [
  'after-pending',
  'after-publish',
  'after-pages',
  'after-vanished',
  'after-sweep',
  'after-levels',
  'after-outcomes',
] as const;

/** Around a request to JOOR. */
export const PUBLISH_KILL_POINTS = ['after-claim', 'after-send', 'after-answer'] as const;

/** Where a chaos run may end the process. */
export const KILL_POINTS = [...STOCK_KILL_POINTS, ...PUBLISH_KILL_POINTS] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/** Ends the process the hard way when it passes a named point for the n-th time. Does nothing unless configured. */
export class KillPoints {
  private passed = 0;

  constructor(
    private readonly point: KillPoint | undefined,
    private readonly nth: number,
    private readonly kill: () => void = () => process.kill(process.pid, 'SIGKILL'),
  ) {}

  pass(point: KillPoint): void {
    if (point !== this.point) return;
    this.passed += 1;
    if (this.passed === this.nth) this.kill();
  }

  /** The same a moment later, when what was just handed to the network is on its way. */
  soon(point: KillPoint): void {
    if (point === this.point) setTimeout(() => this.pass(point), 2);
  }
}
