import { createLog, describeService, readConfig } from '@joor-bridge/service-kit';
import { PollerModule } from '../poller.module.js';
import { pollerShape } from '../poller-config.js';

/** Stand-ins: nothing is started and nothing connected. */
const NOWHERE = {
  DATABASE_URL: 'postgres://nowhere/nothing',
  KAFKA_BROKERS: 'nowhere:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};

/** The OpenAPI document of this service, as text. */
export function describeApi(): Promise<string> {
  const log = createLog({ name: 'joor-poller', level: 'silent', format: 'json' });
  const config = readConfig(pollerShape, NOWHERE);
  return describeService(PollerModule.forRoot(config, log), 'joor-poller');
}
