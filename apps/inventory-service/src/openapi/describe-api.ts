import { createLog, describeService, readConfig } from '@joor-bridge/service-kit';
import { inventoryShape } from '../config.js';
import { InventoryModule } from '../inventory.module.js';

/** Stand-ins: nothing is started and nothing connected. */
const NOWHERE = {
  DATABASE_URL: 'postgres://nowhere/nothing',
  KAFKA_BROKERS: 'nowhere:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};

/** The OpenAPI document of this service, as text. */
export function describeApi(): Promise<string> {
  const log = createLog({ name: 'inventory-service', level: 'silent', format: 'json' });
  const config = readConfig(inventoryShape, NOWHERE);
  return describeService(InventoryModule.forRoot(config, log), 'inventory-service');
}
