export const KILL_POINTS = [
  'after-page',
  'after-publish',
  'after-told',
  'after-catalogue',
  'before-write',
  'after-write',
  'after-held',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/**
 * For chaos runs only: ends the process the hard way when it passes a named point for the n-th time, so that a test
 * can see what a crash exactly there leaves behind. Does nothing unless it is configured.
 */
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
