import { GROUPS, topics } from '@joor-bridge/contracts';
import { KafkaStrategy } from '@joor-bridge/messaging';
import { runService } from '@joor-bridge/service-kit';
import { ProductModule } from './product.module.js';
import { productShape } from './product-config.js';

await runService({
  name: 'product-service',
  shape: productShape,
  build: ({ config, log, bus }) => ({
    module: ProductModule.forRoot(config, log),
    strategies: [new KafkaStrategy(bus, { group: GROUPS.products, topics: [topics.products] })],
  }),
});
