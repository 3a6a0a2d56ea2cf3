import { runService } from '@joor-bridge/service-kit';
import { inventoryShape } from './config.js';
import { inventoryStrategies } from './consumers.js';
import { InventoryModule } from './inventory.module.js';
import { keepHeapLean } from './lean-heap.js';

keepHeapLean();

await runService({
  name: 'inventory-service',
  shape: inventoryShape,
  build: ({ config, log, bus }) => ({
    module: InventoryModule.forRoot(config, log),
    strategies: inventoryStrategies(config, bus),
  }),
});
