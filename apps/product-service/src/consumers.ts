import { GROUPS, topics } from '@joor-bridge/contracts';
import { type Bus, KafkaStrategy } from '@joor-bridge/messaging';
import type { ProductConfig } from './product-config.js';

/** The consumer group of the service: what became of products. */
export const productStrategies = (
  config: Pick<ProductConfig, 'kafkaSessionTimeoutMs'>,
  bus: Bus,
): KafkaStrategy[] => [
  new KafkaStrategy(bus, {
    group: GROUPS.products,
    topics: [topics.products],
    limits: { sessionTimeoutMs: config.kafkaSessionTimeoutMs },
  }),
];
