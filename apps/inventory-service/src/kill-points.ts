/** Where a chaos run may end the process: in a pull after each step that others see, and after tables were written. */
export const KILL_POINTS = [
  'after-pending',
  'after-publish',
  'after-pages',
  'after-vanished',
  'after-sweep',
  'after-levels',
  'after-outcomes',
] as const;
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
}
