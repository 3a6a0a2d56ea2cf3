/**
 * Ends the process the hard way at a named point, for chaos runs: `after-claim:7` kills it the 7th time the
 * claim has been committed. Nothing is flushed and nothing is closed, as if the power had gone.
 */
export const KILL_POINTS = ['after-claim', 'after-send', 'after-answer', 'after-result'] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

export class KillPoints {
  private left: number;

  /** @param armed where, and at which passing; null in production */
  constructor(private readonly armed: { readonly point: KillPoint; readonly passing: number } | null) {
    this.left = armed?.passing ?? 0;
  }

  reached(point: KillPoint): void {
    if (this.armed?.point !== point) return;
    this.left -= 1;
    if (this.left === 0) process.kill(process.pid, 'SIGKILL');
  }

  /** The same a moment later, when what was just handed to the network is on its way. */
  soon(point: KillPoint): void {
    if (this.armed?.point === point) setTimeout(() => this.reached(point), 2);
  }
}
