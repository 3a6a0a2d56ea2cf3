import type { Readiness } from '@joor-bridge/service-kit';
import type { BackfillPart } from '../backfill/backfill-part.js';
import type { Backfills } from '../backfill/backfills.js';
import type { LivePoll, LivePollParts } from '../poll/live-poll.js';
import { pauseUntil } from '../poll/pause.js';
import type { Lease } from '../schedule/lease.js';
import type { LeaseKeeper } from '../schedule/lease-keeper.js';
import type { ScheduleSync } from '../schedule/schedule-sync.js';
import type { Schedules } from '../schedule/schedules.js';

/** How often the schedule is looked at. */
const LOOK_MS = 200;
const AFTER_TROUBLE_MS = 1_000;

/** Polls at a time. Most of them wait, for JOOR or for credits. */
const MOST_LIVE = 64;
const MOST_BACKFILLS = 8;

export interface PollLoopParts {
  readonly sync: ScheduleSync;
  readonly schedules: Schedules;
  readonly backfills: Backfills;
  readonly leases: LeaseKeeper;
  readonly livePoll: LivePoll;
  readonly backfillPart: BackfillPart;
  readonly readiness: Pick<Readiness, 'report'>;
  readonly log: LivePollParts['log'];
}

/** Leases what is due and runs it, until stopped. */
export class PollLoop {
  private readonly stopping = new AbortController();
  private readonly pause = pauseUntil(this.stopping.signal);
  private readonly live = new Set<Promise<void>>();
  private readonly background = new Set<Promise<void>>();
  private running: Promise<void> | undefined;

  constructor(private readonly parts: PollLoopParts) {}

  start(): void {
    this.parts.leases.start();
    this.running ??= this.run();
  }

  /** Ends the polls under way before their next request; resolves when they have written down where they are. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.live, ...this.background]);
    this.parts.leases.stop();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const well = await this.look();
      await this.pause(well ? LOOK_MS : AFTER_TROUBLE_MS);
    }
  }

  private async look(): Promise<boolean> {
    try {
      await this.parts.sync.flush();
      await this.beginPolls();
      await this.beginBackfills();
      this.parts.readiness.report({ name: 'schedule', ready: true });
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.parts.log.error({ err: error }, `the schedule cannot be read: ${reason}`);
      this.parts.readiness.report({ name: 'schedule', ready: false, detail: reason });
      return false;
    }
  }

  private async beginPolls(): Promise<void> {
    const room = MOST_LIVE - this.live.size;
    if (room <= 0) return;
    const askedAt = Date.now();
    for (const claim of await this.parts.schedules.claim(room, this.parts.leases.leaseMs)) {
      this.begin(this.live, claim.leaseId, askedAt, (lease) => this.parts.livePoll.run(claim, lease));
    }
  }

  private async beginBackfills(): Promise<void> {
    const room = MOST_BACKFILLS - this.background.size;
    if (room <= 0) return;
    const askedAt = Date.now();
    for (const claim of await this.parts.backfills.claim(room, this.parts.leases.leaseMs)) {
      this.begin(this.background, claim.leaseId, askedAt, (lease) =>
        this.parts.backfillPart.run(claim, lease),
      );
    }
  }

  private begin(
    lane: Set<Promise<void>>,
    leaseId: string,
    askedAt: number,
    work: (lease: Lease) => Promise<void>,
  ): void {
    const lease = this.parts.leases.hold(leaseId, askedAt);
    const running = work(lease)
      .catch((error: unknown) => {
        // The result could not be written: the lease runs out and the poll is done again.
        this.parts.log.error({ err: error }, 'a poll could not be written down');
      })
      .finally(() => {
        this.parts.leases.release(lease);
        lane.delete(running);
      });
    lane.add(running);
  }
}
