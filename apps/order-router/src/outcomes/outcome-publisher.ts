import { type OrderOutcome, topics } from '@joor-bridge/contracts';
import { type Bus, RetryLater } from '@joor-bridge/messaging';
import { toRecord } from './outcome.js';

interface Answerable {
  ack(): void;
  nack(failure: unknown): void;
}

interface Told {
  readonly outcome: OrderOutcome;
  readonly record: Answerable;
}

/** So many are handed on at once; fewer wait a moment for more. */
const ENOUGH = 200;
const GATHER_MS = 10;

/**
 * Publishes the outcomes of orders that a Kafka record drives, and only then answers that record: if the
 * process ends in between, the record comes again and the ledger has its outcome published again.
 * A batch does not wait for the one before: the bus keeps their order, and whoever waited here could be overtaken
 * by a later outcome of the same order that comes through the outbox.
 */
export class OutcomePublisher {
  private gathered: Told[] = [];
  private timer: NodeJS.Timeout | null = null;
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly bus: Pick<Bus, 'publish'>) {}

  publishThenAck(outcome: OrderOutcome, record: Answerable): void {
    this.gathered.push({ outcome, record });
    if (this.gathered.length >= ENOUGH) this.handOn();
    else this.timer ??= setTimeout(() => this.handOn(), GATHER_MS);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.gathered.length > 0 || this.underWay.size > 0) {
      if (this.gathered.length > 0) this.handOn();
      await Promise.all(this.underWay);
    }
  }

  private handOn(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const batch = this.gathered;
    this.gathered = [];
    const sending = this.send(batch).finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
  }

  private async send(batch: readonly Told[]): Promise<void> {
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
