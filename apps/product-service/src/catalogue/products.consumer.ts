import { type ProductDetailed, topics } from '@joor-bridge/contracts';
import { BatchHandler, type Received } from '@joor-bridge/messaging';
import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CatalogueIntake } from './catalogue-intake.js';

/** Takes styles from their topic. */
@Controller()
export class ProductsConsumer {
  constructor(@Inject(CatalogueIntake) private readonly catalogue: CatalogueIntake) {}

  @BatchHandler(topics.products, { maxRecords: 200, maxConcurrentBatches: 2 })
  async take(@Payload() records: readonly Received<ProductDetailed>[]): Promise<void> {
    await this.catalogue.take(records);
  }
}
