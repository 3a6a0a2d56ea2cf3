import { SERVERS } from '../../apps/sandbox/src/options.js';
import { SANDBOX_SERVERS, sandboxAddresses } from '../demo/sandbox-addresses.mjs';
import { choosePorts, SERVICES, sharedEnvironment } from './stack.mjs';

const say = () => undefined;

describe("the sandbox's servers", () => {
  it('are those that the sandbox has, in its order', () => {
    expect(SANDBOX_SERVERS).toEqual(SERVERS);
  });
});

describe('choosePorts', () => {
  it('takes the usual ones where they are free', async () => {
    const ports = await choosePorts(async (_, wanted) => wanted, say);
    expect(ports.services).toEqual({
      'settings-service': 4010,
      'joor-poller': 4020,
      'order-router': 4030,
      'inventory-service': 4040,
      'product-service': 4050,
    });
    expect(ports.sandbox).toEqual([4900, 4901, 4902, 4903, 4904, 4905, 4906, 4907]);
  });

  it('gives no port twice when one of the sandbox has to move', async () => {
    const taken = new Set([4020, 4901, 4902]);
    const next = async (/** @type {string} */ _, /** @type {number} */ wanted) => {
      let port = wanted;
      while (taken.has(port)) port++;
      return port;
    };
    const ports = await choosePorts(next, say);
    expect(ports.services['joor-poller']).toBe(4021);
    expect(ports.sandbox).toEqual([4900, 4903, 4904, 4905, 4906, 4907, 4908, 4909]);
    expect(new Set(ports.sandbox).size).toBe(8);
  });

  it('says for whom a port is looked for', async () => {
    /** @type {string[]} */
    const names = [];
    await choosePorts(async (name, wanted) => {
      names.push(name);
      return wanted;
    }, say);
    expect(names.slice(0, SERVICES.length + 1)).toEqual([...SERVICES, 'the sandbox (control)']);
  });
});

describe('sharedEnvironment', () => {
  const sandbox = sandboxAddresses([1, 2, 3, 4, 5, 6, 7, 8], '127.0.0.1');
  const env = sharedEnvironment({
    brokers: ['a:1', 'b:2'],
    databaseUrl: 'postgres://d',
    kekFile: '/d/kek',
    sandbox,
  });

  it('points every outside address at the sandbox, production apart from sandbox', () => {
    expect(env).toMatchObject({
      JOOR_API_URL: 'http://127.0.0.1:2',
      JOOR_SANDBOX_API_URL: 'http://127.0.0.1:3',
      JOOR_TOKEN_URL: 'http://127.0.0.1:4/auth/',
      JOOR_SANDBOX_TOKEN_URL: 'http://127.0.0.1:5/auth/',
      SKUBANA_API_URL: 'http://127.0.0.1:7',
      SKUBANA_SANDBOX_API_URL: 'http://127.0.0.1:8',
      SKUBANA_APP_URL: 'http://127.0.0.1:7',
      SKUBANA_SANDBOX_APP_URL: 'http://127.0.0.1:8',
    });
    const outside = Object.entries(env).filter(([name]) => /^(JOOR|SKUBANA)_/.test(name));
    expect(outside.filter(([, url]) => !url.startsWith('http://127.0.0.1:'))).toEqual([]);
  });

  it('names Kafka, PostgreSQL and the key', () => {
    expect(env).toMatchObject({
      KAFKA_BROKERS: 'a:1,b:2',
      DATABASE_URL: 'postgres://d',
      BRIDGE_KEK_FILE: '/d/kek',
    });
  });
});
