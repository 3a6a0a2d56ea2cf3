import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInstallation } from '../../apps/joorctl/src/installation/installation.js';
import { writeJoorctlFile } from './joorctl-file.mjs';

const directory = mkdtempSync(join(tmpdir(), 'joorctl-file-'));
const path = join(directory, 'joorctl.json');
afterAll(() => rmSync(directory, { recursive: true }));

const ports = {
  'settings-service': 1,
  'joor-poller': 2,
  'order-router': 3,
  'inventory-service': 4,
  'product-service': 5,
};
const env = {
  KAFKA_BROKERS: 'a:1,b:2',
  KAFKA_PREFIX: 'x-',
  DATABASE_URL: 'postgres://u:secret@h/d',
  BRIDGE_KEK_FILE: '/d/kek',
};
const write = (/** @type {NodeJS.ProcessEnv} */ over = {}) =>
  writeJoorctlFile(path, { ports, env: { ...env, ...over }, apiKeyFile: '/d/first-api-key' });

describe('writeJoorctlFile', () => {
  it('tells joorctl all that it reads, and nothing else', () => {
    write();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      settingsUrl: 'http://127.0.0.1:1',
      pollerUrl: 'http://127.0.0.1:2',
      routerUrl: 'http://127.0.0.1:3',
      inventoryUrl: 'http://127.0.0.1:4',
      productsUrl: 'http://127.0.0.1:5',
      apiKeyFile: '/d/first-api-key',
      kafkaBrokers: 'a:1,b:2',
      kafkaPrefix: 'x-',
      databaseUrl: 'postgres://u:secret@h/d',
    });
  });

  it('is understood by joorctl', () => {
    write();
    expect(readInstallation({}, path)).toMatchObject({
      routerUrl: 'http://127.0.0.1:3',
      inventoryUrl: 'http://127.0.0.1:4',
      productsUrl: 'http://127.0.0.1:5',
      kafkaBrokers: ['a:1', 'b:2'],
      kafkaPrefix: 'x-',
      databaseUrl: 'postgres://u:secret@h/d',
    });
  });

  it('has an empty prefix where there is none', () => {
    write({ KAFKA_PREFIX: undefined });
    expect(readInstallation({}, path).kafkaPrefix).toBe('');
  });

  it('is for its owner alone, since the database address holds a password', () => {
    rmSync(path, { force: true });
    write();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
