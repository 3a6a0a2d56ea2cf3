import type pg from 'pg';
import { forgetOldFinds } from './found-styles.js';
import type { RunPlanner } from './run-planner.js';
import { claimRun, forgetOldRuns } from './run-store.js';
import type { ScheduledRuns } from './scheduled-runs.js';

const TIDY_MS = 3_600_000;

/** Asks for scheduled runs and plans what is asked for, until stopped. */
export class RunLoop {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private tidiedAt = 0;

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly scheduled: Pick<ScheduledRuns, 'ask'>;
      readonly planner: Pick<RunPlanner, 'plan'>;
      readonly tickMs: number;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.tick()
        .catch(this.parts.onError)
        .finally(() => {
          if (!this.stopped) this.start();
        });
    }, this.parts.tickMs);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async tick(): Promise<void> {
    const { pool, scheduled, planner } = this.parts;
    await scheduled.ask();
    for (let run = await claimRun(pool); run !== null && !this.stopped; run = await claimRun(pool)) {
      await planner.plan(run);
    }
    if (Date.now() - this.tidiedAt > TIDY_MS) {
      this.tidiedAt = Date.now();
      await forgetOldRuns(pool);
      await forgetOldFinds(pool);
    }
  }
}
