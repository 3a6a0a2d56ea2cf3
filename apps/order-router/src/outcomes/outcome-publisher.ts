import { setTimeout as pause } from 'node:timers/promises';
import { type OrderOutcome, topics } from '@joor-bridge/contracts';
import { type Bus, RetryLater } from '@joor-bridge/messaging';
import { toRecord } from './outcome.js';

interface Answerable {
  ack(): void;
  nack(failure: unknown): void;
}

/** So many are worth a request at once; fewer wait a moment for more. */
const ENOUGH = 100;
const GATHER_MS = 5;

/**
 * Publishes the outcomes of orders that a Kafka record drives, and only then answers that record: if the
 * process ends in between, the record comes again and the ledger has its outcome published again.
 * One batch is on its way at a time; what comes meanwhile goes with the next.
 */
export class OutcomePublisher {
  private pending: { outcome: OrderOutcome; record: Answerable }[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly bus: Pick<Bus, 'publish'>) {}

  publishThenAck(outcome: OrderOutcome, record: Answerable): void {
    this.pending.push({ outcome, record });
    this.running ??= this.run();
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    while (this.pending.length > 0) {
      if (this.pending.length < ENOUGH) await pause(GATHER_MS);
      const batch = this.pending;
      this.pending = [];
      await this.send(batch);
    }
    this.running = null;
  }

  private async send(batch: { outcome: OrderOutcome; record: Answerable }[]): Promise<void> {
    try {
      await this.bus.publish(
        topics.outcomes,
        batch.map(({ outcome }) => toRecord(outcome)),
      );
      for (const { record } of batch) record.ack();
    } catch (cause) {
      const failure = new RetryLater('the outcomes could not be published', { infrastructure: true, cause });
      for (const { record } of batch) record.nack(failure);
    }
  }
}
