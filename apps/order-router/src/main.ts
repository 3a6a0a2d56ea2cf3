import { GROUPS, topics } from '@joor-bridge/contracts';
import { KafkaStrategy } from '@joor-bridge/messaging';
import { runService } from '@joor-bridge/service-kit';
import { routerShape } from './config.js';
import { RouterModule } from './router.module.js';

/** Orders in memory at once: enough for two claims and every lane, few enough to stay young for the collector. */
const MAX_IN_FLIGHT = 400;

await runService({
  name: 'order-router',
  shape: routerShape,
  build: ({ config, bus }) => {
    const limits = { sessionTimeoutMs: config.kafkaSessionTimeoutMs, maxInFlight: MAX_IN_FLIGHT };
    return {
      module: RouterModule.forRoot(config),
      strategies: [
        new KafkaStrategy(bus, { group: GROUPS.router, topics: [topics.orders], limits }),
        new KafkaStrategy(bus, { group: GROUPS.routerReplay, topics: [topics.ordersReplay], limits }),
      ],
    };
  },
});
