import { currentWorld } from '../poll/current-world.js';
import type { LivePollParts } from '../poll/live-poll.js';
import { outcomeOf } from '../poll/outcome-of.js';
import { NOTHING } from '../poll/tally.js';
import { BACKFILL_PART_MS, partsOf } from '../poll/windows.js';
import { type Lease, PollInterrupted } from '../schedule/lease.js';
import type { BackfillClaim, Backfills } from './backfills.js';

const AGAIN_MS = 1_000;

export interface BackfillPartParts extends Omit<LivePollParts, 'results' | 'metrics'> {
  readonly backfills: Backfills;
}

/** Fetches the next part of a backfill, then makes room for others of its account. */
export class BackfillPart {
  constructor(private readonly parts: BackfillPartParts) {}

  async run(claim: BackfillClaim, lease: Lease): Promise<void> {
    try {
      await this.fetchPart(claim, lease);
    } catch (error) {
      if (error instanceof PollInterrupted) {
        await this.parts.backfills.postpone(claim, AGAIN_MS, claim.failures, error.message);
      } else {
        await this.fail(claim, error);
      }
    }
  }

  private async fetchPart(claim: BackfillClaim, lease: Lease): Promise<void> {
    const [window] = partsOf(claim.doneTo, claim.to, BACKFILL_PART_MS);
    if (!window) return this.parts.backfills.progress(claim, claim.to, NOTHING);
    const place = { ...claim, version: 0 };
    const check = () => {
      lease.check();
      return currentWorld(this.parts, place);
    };
    const { snapshot, world } = check();
    const tally = await this.parts.reader.read({ snapshot, world, lane: 'backfill', check }, window);
    await this.parts.backfills.progress(claim, window.to, tally);
  }

  private async fail(claim: BackfillClaim, error: unknown): Promise<void> {
    const { connectionId, backfillId } = claim;
    const { health, nextAfterMs, failures, sentence } = outcomeOf(
      error,
      claim.failures,
      NOTHING,
      this.parts.minuteMs,
    );
    const level = health === 'internal' ? 'error' : 'warn';
    this.parts.log[level]({ connectionId, backfillId, err: error }, `a backfill waits: ${sentence}`);
    await this.parts.backfills.postpone(claim, nextAfterMs ?? AGAIN_MS, failures, sentence);
  }
}
