import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outsideUrl, port } from './common-shape.js';
import { ConfigFault, readConfig } from './read-config.js';

const KEK = Buffer.alloc(32, 7).toString('base64');
const enough = {
  DATABASE_URL: 'postgres://bridge:hunter2@db:5432/bridge',
  KAFKA_BROKERS: 'kafka-1:9092, kafka-2:9092',
  BRIDGE_KEK: KEK,
};
const faultsOf = (env: Record<string, string>, shape = {}) => {
  try {
    readConfig(shape, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
};

describe('readConfig', () => {
  it('reads what every service needs, with defaults', () => {
    const config = readConfig({}, enough);

    expect(config).toMatchObject({
      databaseUrl: enough.DATABASE_URL,
      kafkaBrokers: ['kafka-1:9092', 'kafka-2:9092'],
      kafkaPrefix: '',
      port: 0,
      logLevel: 'info',
      outboundAllow: [],
    });
    expect(config.keyRing.ids).toHaveLength(1);
  });

  it("adds a service's own variables in camel case, typed", () => {
    const shape = { PORT: port(4020), JOOR_API_URL: outsideUrl('https://api.jooraccess.com') };
    const config = readConfig(shape, { ...enough, JOOR_API_URL: 'http://127.0.0.1:4900/joor' });

    const address: string = config.joorApiUrl;
    expect(address).toBe('http://127.0.0.1:4900/joor');
    expect(config.port).toBe(4020);
    expect(readConfig(shape, enough).joorApiUrl).toBe('https://api.jooraccess.com');
  });

  it('takes a blank variable for one that is not set', () => {
    expect(readConfig({}, { ...enough, LOG_LEVEL: ' ', KAFKA_PREFIX: '' }).logLevel).toBe('info');
  });

  it('lists all faults at once, one sentence each', () => {
    const faults = faultsOf({ PORT: 'eighty', LOG_LEVEL: 'loud', OUTBOUND_ALLOW: '10.0.0.0/99' });

    expect(faults).toEqual([
      'DATABASE_URL is not set.',
      'KAFKA_BROKERS is not set.',
      'PORT must be a port number.',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, silent.',
      'OUTBOUND_ALLOW holds "10.0.0.0/99", which is no address, CIDR range or host name.',
      'BRIDGE_KEK or BRIDGE_KEK_FILE must give the key that seals secrets; make one with: openssl rand -base64 32.',
    ]);
  });

  it.each([
    [{ KAFKA_BROKERS: 'kafka' }, 'KAFKA_BROKERS must be a list like kafka-1:9092,kafka-2:9092.'],
    [{ KAFKA_PREFIX: 'a b' }, 'KAFKA_PREFIX may hold letters, digits, ".", "_" and "-" only.'],
    [{ PORT: '70000' }, 'PORT must be a port number.'],
    [{ LOG_FORMAT: 'xml' }, 'LOG_FORMAT must be json or pretty.'],
  ])('says what is wrong with %j', (env, fault) => {
    expect(faultsOf({ ...enough, ...env })).toEqual([fault]);
  });

  it('never repeats a value that may hold a secret', () => {
    const faults = faultsOf({
      DATABASE_URL: 'mysql://root:hunter2@x',
      KAFKA_BROKERS: 'a:1',
      BRIDGE_KEK: 'hunter2',
    });

    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('reads the keys from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'kek-')), 'kek');
    writeFileSync(file, `${KEK}\n`);
    const { BRIDGE_KEK: _, ...rest } = enough;

    expect(readConfig({}, { ...rest, BRIDGE_KEK_FILE: file }).keyRing.ids).toHaveLength(1);
    expect(faultsOf({ ...rest, BRIDGE_KEK_FILE: `${file}x` })).toEqual([
      'BRIDGE_KEK_FILE names a file that cannot be read (ENOENT).',
    ]);
  });
});
