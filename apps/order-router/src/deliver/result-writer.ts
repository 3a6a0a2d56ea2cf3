import { setTimeout as pause } from 'node:timers/promises';
import type { OrderOutcome } from '@joor-bridge/contracts';
import { kindOf } from '@joor-bridge/messaging';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { KillPoints } from '../kill-points.js';
import type { AttemptResult } from '../ledger/attempt-result.js';
import { inHalves } from '../ledger/in-halves.js';
import { type Recorded, recordResults } from '../ledger/record-results.js';
import { outboxRowOf, outcomeOfResult } from '../outcomes/outcome.js';
import type { OutcomePublisher } from '../outcomes/outcome-publisher.js';
import type { Job } from './job.js';

export interface Finished {
  readonly job: Job;
  readonly result: AttemptResult;
}

/** Results that go into the ledger with one statement. */
const MOST_AT_ONCE = 500;
/** So many are worth a statement at once; fewer wait a moment for more. The order has arrived either way. */
const ENOUGH = 100;
const GATHER_MS = 10;
const RETRY_MS = 500;

/**
 * Writes results in groups: one statement is under way at a time, what finishes meanwhile goes with the next.
 * A database that is down is waited for: the results are the only trace of effects that have happened. A result
 * that it refuses is kept without what the WMS said, and keeps no other from being written.
 */
export class ResultWriter {
  private pending: Finished[] = [];
  private running: Promise<void> | null = null;
  private failures = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly outcomes: OutcomePublisher,
    private readonly killPoints: KillPoints,
    private readonly events: {
      /** @returns the outcome that holds by the newer revision, in place of the result's own */
      superseded(finished: Finished): Promise<OrderOutcome | undefined>;
      failed(error: unknown): void;
    },
  ) {}

  add(job: Job, result: AttemptResult): void {
    this.pending.push({ job, result });
    this.running ??= this.run();
  }

  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (this.pending.length > 0) {
      if (this.pending.length < ENOUGH) await pause(GATHER_MS);
      await this.record(this.pending.splice(0, MOST_AT_ONCE), (one, error) => this.withoutTexts(one, error));
    }
    this.running = null;
  }

  private record(
    batch: Finished[],
    refused: (one: Finished, error: unknown) => Promise<void> | void,
  ): Promise<void> {
    const failuresBefore = this.failures;
    const write = async (part: readonly Finished[]) => {
      const recorded = await this.untilWritten(part);
      this.killPoints.reached('after-result');
      await this.conclude(part, recorded, this.failures > failuresBefore);
    };
    return inHalves(batch, write, refused);
  }

  private withoutTexts({ job, result }: Finished, error: unknown): Promise<void> {
    const reason = `The ledger could not keep what the WMS answered: ${messageOf(error)}`;
    const bare = { ...result, exchange: null, fate: { ...result.fate, reason } };
    return this.record([{ job, result: bare }], (one, again) => this.giveUp(one, again));
  }

  /** The record comes again and hands the claim to the timer; without one its due time does. Either clears it up. */
  private giveUp({ job }: Finished, error: unknown): void {
    job.record?.nack(error);
  }

  /** @throws what waiting does not mend */
  private async untilWritten(batch: readonly Finished[]): Promise<Recorded[]> {
    for (;;) {
      try {
        return await this.write(batch);
      } catch (error) {
        this.failures += 1;
        this.events.failed(error);
        if (kindOf(error) !== 'transient') throw error;
        await pause(RETRY_MS);
      }
    }
  }

  /** Outcomes that no Kafka record vouches for go through the outbox, in the same transaction. */
  private write(batch: readonly Finished[]): Promise<Recorded[]> {
    const results = batch.map(({ result }) => result);
    if (batch.every(({ job }) => job.record !== null)) return recordResults(this.pool, results);
    return inTransaction(this.pool, async (client) => {
      const recorded = await recordResults(client, results);
      const unvouched = batch.filter(
        ({ job, result }, at) => job.record === null && recorded[at]?.held && isNews(job, result),
      );
      await addToOutbox(
        client,
        unvouched.map((finished) => outboxRowOf(outcome(finished))),
      );
      return recorded;
    });
  }

  /**
   * @param retried the statement may have been committed the first time, and only its answer lost: then the claim is
   * not held any more, and what came of it is still news
   */
  private async conclude(
    batch: readonly Finished[],
    recorded: readonly Recorded[],
    retried: boolean,
  ): Promise<void> {
    for (const [at, finished] of batch.entries()) {
      const { job, result } = finished;
      const { held, superseded } = recorded[at] ?? { held: false, superseded: false };
      // One try: the ledger has it due in a few seconds, and the timer comes back to it.
      const standing = superseded ? await this.settle(finished) : undefined;
      if (job.record === null) continue;
      if ((held || retried) && isNews(job, result))
        this.outcomes.publishThenAck(standing ?? outcome(finished), job.record);
      else job.record.ack();
    }
  }

  private async settle(finished: Finished): Promise<OrderOutcome | undefined> {
    try {
      return await this.events.superseded(finished);
    } catch (error) {
      this.events.failed(error);
      return undefined;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** An order that stays parked is no news; that it was parked is, unless the timer claimed it and did not send it. */
const isNews = (job: Job, result: AttemptResult): boolean =>
  result.fate.state !== 'parked' || (job.tries === 0 && (job.record !== null || result.answer !== 'unsent'));

const outcome = ({ job, result }: Finished): OrderOutcome => outcomeOfResult(job, result, new Date());
