import { type OrderOutcome, topics } from '@joor-bridge/contracts';
import { BatchHandler, type Received } from '@joor-bridge/messaging';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OutcomeIntake } from './outcome-intake.js';

/** Takes what became of orders from its topic. */
@Controller()
export class OutcomesConsumer {
  constructor(@Inject(OutcomeIntake) private readonly outcomes: OutcomeIntake) {}

  @BatchHandler(topics.outcomes, { maxRecords: 500, maxConcurrentBatches: 1 })
  async take(@Payload() records: readonly Received<OrderOutcome>[]): Promise<void> {
    await this.outcomes.take(records);
  }
}
