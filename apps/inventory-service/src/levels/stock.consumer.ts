import { topics } from '@joor-bridge/contracts';
import { BatchHandler, type Received } from '@joor-bridge/messaging';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { LevelIntake, type StockEvent } from './level-intake.js';

/** Takes stock levels and ends of sweeps from their topic. */
@Controller()
export class StockConsumer {
  constructor(@Inject(LevelIntake) private readonly levels: LevelIntake) {}

  @BatchHandler(topics.stock, { maxRecords: 500, maxConcurrentBatches: 2 })
  async take(@Payload() records: readonly Received<StockEvent>[]): Promise<void> {
    await this.levels.take(records);
  }
}
