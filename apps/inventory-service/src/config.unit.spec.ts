import { readConfig } from '@joor-bridge/service-kit';
import { inventoryShape } from './config.js';

const SURROUNDINGS = {
  DATABASE_URL: 'postgres://somewhere/database',
  KAFKA_BROKERS: 'kafka:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};
const read = (more: Record<string, string> = {}) => readConfig(inventoryShape, { ...SURROUNDINGS, ...more });

describe('the configuration', () => {
  it('has defaults for everything of its own', () => {
    expect(read()).toMatchObject({
      port: 4040,
      wmsTimeoutMs: 30_000,
      inventoryMinuteMs: 60_000,
      inventoryLeaseMs: 60_000,
      skubanaApiUrl: 'https://api.skubana.com',
      joorApiUrl: 'https://api.jooraccess.com',
    });
  });

  it.each([
    ['INVENTORY_KILL_POINT', 'nowhere', /must be one of after-pending/],
    ['INVENTORY_MINUTE_MS', '1', /must be at least 10/],
    ['INVENTORY_LEASE_MS', 'soon', /must be a number of milliseconds/],
    ['WMS_TIMEOUT_MS', '9999999', /must be at most 600000/],
  ])('refuses %s %s', (name, value, message) => {
    expect(() => read({ [name]: value })).toThrow(message);
  });
});
