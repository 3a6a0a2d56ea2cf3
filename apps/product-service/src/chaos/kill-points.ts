/** Where a chaos run can end the process: in intake, in the catalogue, and while applying to JOOR. */
export const KILL_POINTS = [
  'after-page',
  'after-publish',
  'after-told',
  'after-catalogue',
  'after-claim',
  'after-send',
  'after-answer',
  'after-result',
] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

/**
 * Ends the process the hard way at a named point, for chaos runs: `after-answer:7` kills it the 7th time an answer of
 * JOOR has come in. Nothing is flushed and nothing is closed, as if the power had gone.
 */
export class KillPoints {
  private left: number;

  /** @param armed where, and at which passing; null in production */
  constructor(
    private readonly armed: { readonly point: KillPoint; readonly passing: number } | null,
    private readonly kill: () => void = () => void process.kill(process.pid, 'SIGKILL'),
  ) {
    this.left = armed?.passing ?? 0;
  }

  reached(point: KillPoint): void {
    if (this.armed?.point !== point) return;
    this.left -= 1;
    if (this.left === 0) this.kill();
  }

  /** The same a moment later, when what was just handed to the network is on its way. */
  soon(point: KillPoint): void {
    if (this.armed?.point === point) setTimeout(() => this.reached(point), 2);
  }
}
