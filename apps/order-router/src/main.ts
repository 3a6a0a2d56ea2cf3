import { GROUPS, topics } from '@joor-bridge/contracts';
import { KafkaStrategy } from '@joor-bridge/messaging';
import { runService } from '@joor-bridge/service-kit';
import { routerShape } from './config.js';
import { RouterModule } from './router.module.js';

/**
 * What is in memory at once: enough for two claims and every lane, few enough to stay young for the collector.
 * A fetch brings about as many orders as one claim takes, for the same reason.
 */
const IN_MEMORY = { maxInFlight: 400, maxFetchBytes: 1_000_000, maxFetchBytesPerPartition: 262_144 };

await runService({
  name: 'order-router',
  shape: routerShape,
  build: ({ config, bus }) => {
    const limits = { sessionTimeoutMs: config.kafkaSessionTimeoutMs, ...IN_MEMORY };
    return {
      module: RouterModule.forRoot(config),
      strategies: [
        new KafkaStrategy(bus, { group: GROUPS.router, topics: [topics.orders], limits }),
        new KafkaStrategy(bus, { group: GROUPS.routerReplay, topics: [topics.ordersReplay], limits }),
      ],
    };
  },
});
