import { readConfig } from '@joor-bridge/service-kit';
import { pollerShape } from './poller-config.js';

const given = {
  DATABASE_URL: 'postgres://bridge@127.0.0.1:5432/bridge',
  KAFKA_BROKERS: '127.0.0.1:9092',
  BRIDGE_KEK: Buffer.alloc(32, 1).toString('base64'),
};

test('JOOR is the real JOOR unless the installation says otherwise', () => {
  const config = readConfig(pollerShape, given);
  expect(config.pollerKillPoint).toBeUndefined();
  expect(config).toMatchObject({
    port: 4020,
    joorApiUrl: 'https://api.jooraccess.com',
    joorTokenUrl: 'https://atlas.jooraccess.com/auth/',
    joorSandboxApiUrl: 'https://apisandbox.jooraccess.com',
    joorSandboxTokenUrl: 'https://atlas-sandbox.jooraccess.com/auth/',
    pollMinuteMs: 60_000,
    pollerLeaseMs: 60_000,
  });
});

test('every fault is told at once', () => {
  const wrong = {
    JOOR_API_URL: 'ftp://joor',
    POLL_MINUTE_MS: '1',
    POLLER_LEASE_MS: 'long',
    POLLER_KILL_POINT: 'somewhere',
    POLLER_KILL_NTH: '0',
  };
  const read = () => readConfig(pollerShape, { ...given, ...wrong });
  for (const name of Object.keys(wrong)) expect(read).toThrow(name);
});
