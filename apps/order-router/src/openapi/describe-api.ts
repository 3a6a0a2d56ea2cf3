import { describeService, readConfig } from '@joor-bridge/service-kit';
import { routerShape } from '../config.js';
import { RouterModule } from '../router.module.js';

/** Stand-ins: nothing is started and nothing connected. */
const NOWHERE = {
  DATABASE_URL: 'postgres://nowhere/nothing',
  KAFKA_BROKERS: 'nowhere:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};

/** The OpenAPI document of this service, as text. */
export function describeApi(): Promise<string> {
  return describeService(RouterModule.forRoot(readConfig(routerShape, NOWHERE)), 'order-router');
}
