import { runService } from '@joor-bridge/service-kit';
import { productStrategies } from './consumers.js';
import { ProductModule } from './product.module.js';
import { productShape } from './product-config.js';

await runService({
  name: 'product-service',
  shape: productShape,
  build: ({ config, log, bus }) => ({
    module: ProductModule.forRoot(config, log),
    strategies: productStrategies(config, bus),
  }),
});
