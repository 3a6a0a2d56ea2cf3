import { GROUPS, topics } from '@joor-bridge/contracts';
import { type Bus, KafkaStrategy } from '@joor-bridge/messaging';
import type { InventoryConfig } from './config.js';

/** What is in memory at once: enough for every batch that is being written, and the next. */
const IN_MEMORY = { maxInFlight: 3_000, maxFetchBytes: 2_000_000, maxFetchBytesPerPartition: 524_288 };

/** The consumer group of the service: stock and what became of orders. */
export const inventoryStrategies = (
  config: Pick<InventoryConfig, 'kafkaSessionTimeoutMs'>,
  bus: Bus,
): KafkaStrategy[] => [
  new KafkaStrategy(bus, {
    group: GROUPS.inventory,
    topics: [topics.stock, topics.outcomes],
    limits: { sessionTimeoutMs: config.kafkaSessionTimeoutMs, ...IN_MEMORY },
  }),
];
