import { ConfigFault, readConfig } from '@joor-bridge/service-kit';
import { productShape } from './product-config.js';

const COMMON = {
  DATABASE_URL: 'postgres://nowhere/nothing',
  KAFKA_BROKERS: 'nowhere:9092',
  BRIDGE_KEK: Buffer.alloc(32).toString('base64'),
};

test('has defaults for production', () => {
  expect(readConfig(productShape, COMMON)).toMatchObject({
    port: 4050,
    joorApiUrl: 'https://api.jooraccess.com',
    skubanaApiUrl: 'https://api.skubana.com',
    productMinuteMs: 60_000,
    productLeaseMs: 60_000,
    wmsTimeoutMs: 30_000,
    joorTimeoutMs: 30_000,
    kafkaSessionTimeoutMs: 6_000,
  });
});

test('reads a kill point with its passing', () => {
  const config = readConfig(productShape, { ...COMMON, PRODUCT_KILL_POINT: 'after-publish:7' });
  expect(config.productKillPoint).toEqual({ point: 'after-publish', passing: 7 });
});

test.each([
  ['PRODUCT_KILL_POINT', 'after-lunch:1'],
  ['PRODUCT_KILL_POINT', 'after-publish'],
  ['PRODUCT_KILL_POINT', 'after-publish:0'],
  ['PRODUCT_MINUTE_MS', '1'],
  ['PRODUCT_LEASE_MS', 'soon'],
  ['KAFKA_SESSION_TIMEOUT_MS', '99'],
])('refuses %s=%s by name', (name, value) => {
  expect(() => readConfig(productShape, { ...COMMON, [name]: value })).toThrow(ConfigFault);
  expect(() => readConfig(productShape, { ...COMMON, [name]: value })).toThrow(name);
});
