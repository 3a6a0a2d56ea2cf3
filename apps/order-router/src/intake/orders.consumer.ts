import { type OrderRevised, topics } from '@joor-bridge/contracts';
import { BatchHandler, type Received } from '@joor-bridge/messaging';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Router } from '../router.js';
import type { Candidate } from './order-intake.js';

/** Takes orders from their topics: live ones, and those that are to be reconsidered, each in a lane of its own. */
@Controller()
export class OrdersConsumer {
  constructor(@Inject(Router) private readonly router: Router) {}

  @BatchHandler(topics.orders, { maxRecords: 200, maxConcurrentBatches: 2 })
  async live(@Payload() records: readonly Received<OrderRevised>[]): Promise<void> {
    await this.router.intake.consider(records.map(candidateOf), 'live');
  }

  @BatchHandler(topics.ordersReplay, { maxRecords: 200, maxConcurrentBatches: 1 })
  async replayed(@Payload() records: readonly Received<OrderRevised>[]): Promise<void> {
    await this.router.intake.consider(records.map(candidateOf), 'replay');
  }
}

const candidateOf = (record: Received<OrderRevised>): Candidate => ({
  event: record.event,
  bytes: record.bytes,
  record,
});
