import { runService } from '@joor-bridge/service-kit';
import { PollerModule } from './poller.module.js';
import { pollerShape } from './poller-config.js';

await runService({
  name: 'joor-poller',
  shape: pollerShape,
  build: ({ config, log }) => ({ module: PollerModule.forRoot(config, log) }),
});
