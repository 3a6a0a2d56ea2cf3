import { setTimeout as pause } from 'node:timers/promises';
import { type OrderOutcome, topics } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { KillPoints } from '../kill-points.js';
import type { AttemptResult } from '../ledger/attempt-result.js';
import { inTransaction } from '../ledger/in-transaction.js';
import { type Recorded, recordResults } from '../ledger/record-results.js';
import { outcomeOfResult, toRecord } from '../outcomes/outcome.js';
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
 * A database that is down is waited for: the results are the only trace of effects that have happened.
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
      superseded(finished: Finished): Promise<void>;
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
      const batch = this.pending.splice(0, MOST_AT_ONCE);
      const failuresBefore = this.failures;
      const recorded = await this.untilDone(() => this.write(batch));
      this.killPoints.reached('after-result');
      await this.conclude(batch, recorded, this.failures > failuresBefore);
    }
    this.running = null;
  }

  private async untilDone<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        this.failures += 1;
        this.events.failed(error);
        await pause(RETRY_MS);
      }
    }
  }

  /** Outcomes that no Kafka record vouches for go through the outbox, in the same transaction. */
  private write(batch: Finished[]): Promise<Recorded[]> {
    const results = batch.map(({ result }) => result);
    if (batch.every(({ job }) => job.record !== null)) return recordResults(this.pool, results);
    return inTransaction(this.pool, async (client) => {
      const recorded = await recordResults(client, results);
      const unvouched = batch.filter(
        ({ job, result }, at) => job.record === null && recorded[at]?.held && isNews(job, result),
      );
      await addToOutbox(client, unvouched.map(outboxRow));
      return recorded;
    });
  }

  /**
   * @param retried the statement may have been committed the first time, and only its answer lost: then the claim is
   * not held any more, and what came of it is still news
   */
  private async conclude(batch: Finished[], recorded: readonly Recorded[], retried: boolean): Promise<void> {
    for (const [at, finished] of batch.entries()) {
      const { job, result } = finished;
      const { held, superseded } = recorded[at] ?? { held: false, superseded: false };
      if (superseded) await this.untilDone(() => this.events.superseded(finished));
      if (job.record === null) continue;
      if ((held || retried) && isNews(job, result))
        this.outcomes.publishThenAck(outcome(finished), job.record);
      else job.record.ack();
    }
  }
}

/** An order that stays parked is no news; that it was parked is, unless the timer claimed it and did not send it. */
const isNews = (job: Job, result: AttemptResult): boolean =>
  result.fate.state !== 'parked' || (job.tries === 0 && (job.record !== null || result.answer !== 'unsent'));

const outcome = ({ job, result }: Finished): OrderOutcome => outcomeOfResult(job, result, new Date());

function outboxRow(finished: Finished) {
  const { key, type, value } = toRecord(outcome(finished));
  return { topic: topics.outcomes.name, key, type, value };
}
