import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderKey, orderRevised, topics } from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic, SILENT } from '@joor-bridge/messaging';
import pg from 'pg';
import { anOrderRevised } from '../builders/order.js';
import { eventually } from '../eventually.js';
import { resolveKafka, resolvePostgres, startKafkaCluster } from './index.js';
import { isAlive } from './process-table.js';

/** Whatever the surroundings offer, these specs are about servers of our own. */
const env = { ...process.env, JOOR_BRIDGE_INFRA: 'embedded' };

let dataDir: string;

beforeEach(() => {
  const place = mkdtempSync(join(tmpdir(), 'a path with spaces-'));
  // PostgreSQL's user, who is never root, has to get in
  chmodSync(place, 0o755);
  dataDir = join(place, '.data');
});
afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }));

async function withBus<T>(brokers: readonly string[], use: (bus: Bus) => Promise<T>): Promise<T> {
  const bus = createBus({ brokers, prefix: '', clientId: 'testing', log: SILENT });
  try {
    return await use(bus);
  } finally {
    await bus.close();
  }
}

const publishOrder = (orderId: string) => (bus: Bus) => {
  const event = anOrderRevised();
  const key = orderKey(event.connectionId, orderId);
  return bus.publish(topics.orders, [{ key, type: orderRevised.type, value: event }]);
};

async function storedKeys(bus: Bus): Promise<string[]> {
  const keys = [];
  for await (const { message } of readTopic(bus, topics.orders)) keys.push(String(message.key));
  return keys;
}

async function setting(url: string, name: string): Promise<string> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query('select current_setting($1) as value', [name]);
    return rows[0].value;
  } finally {
    await client.end();
  }
}

describe('embedded Kafka', () => {
  it('keeps its records between runs, in a path with spaces', async () => {
    const first = await resolveKafka({ env, dataDir });
    await withBus(first.brokers, async (bus) => {
      await provisionTopics(bus);
      await publishOrder('1')(bus);
    });
    await first.stop();
    const second = await resolveKafka({ env, dataDir });
    // a broker that comes back takes a moment until it leads its partitions again
    const kept = () => withBus(second.brokers, storedKeys);
    expect(await eventually(kept)).toEqual([orderKey('con_1', '1')]);
    await second.stop();
    const fresh = await resolveKafka({ env, dataDir, fresh: true });
    const provisioned = await withBus(fresh.brokers, (bus) =>
      provisionTopics(bus).then(() => storedKeys(bus)),
    );
    expect(provisioned).toEqual([]);
    await fresh.stop();
  });

  it('leaves nothing behind where nothing is to be kept', async () => {
    const kafka = await resolveKafka({ env });
    const pid = kafka.pid ?? 0;
    expect(isAlive(pid)).toBe(true);
    await kafka.stop();
    expect(isAlive(pid)).toBe(false);
  });
});

describe('embedded PostgreSQL', () => {
  it('writes durably what it keeps, and keeps it', async () => {
    const first = await resolvePostgres({ env, dataDir });
    expect(await setting(first.url, 'fsync')).toBe('on');
    await first.stop();
    const second = await resolvePostgres({ env, dataDir });
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    expect(await setting(second.url, 'TimeZone')).toBe('UTC');
    await second.stop();
    expect(existsSync(dataDir)).toBe(true);
  });

  it('keeps its password for its owner alone', async () => {
    const postgres = await resolvePostgres({ env, dataDir });
    expect(statSync(join(dataDir, 'password')).mode & 0o077).toBe(0);
    await postgres.stop();
  });

  it('can be durable although it is thrown away', async () => {
    const postgres = await resolvePostgres({ env, durable: true });
    expect(await setting(postgres.url, 'fsync')).toBe('on');
    await postgres.stop();
  });

  it('is fast where the data is thrown away, and refuses a wrong password', async () => {
    const postgres = await resolvePostgres({ env });
    expect(await setting(postgres.url, 'fsync')).toBe('off');
    const wrong = new URL(postgres.url);
    wrong.password = 'guessed';
    await expect(setting(wrong.href, 'fsync')).rejects.toThrow('password authentication failed');
    await postgres.stop();
  });

  it('takes the next free port when the wanted one is in use, and says so', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const address = squatter.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const said: string[] = [];
    const postgres = await resolvePostgres({ env, port, say: (line) => said.push(line) });
    const taken = new URL(postgres.url).port;
    expect(said).toContain(`Port ${port} is in use; PostgreSQL takes ${taken}.`);
    await postgres.stop();
    await new Promise((resolve) => squatter.close(resolve));
  });
});

describe('an embedded cluster of three', () => {
  it('goes on when one broker is killed, and takes it back', async () => {
    const cluster = await startKafkaCluster({ brokers: 3, env });
    await withBus(cluster.brokers, async (bus) => {
      await provisionTopics(bus);
      await publishOrder('before')(bus);
      await cluster.kill(0);
      await publishOrder('during')(bus);
      await cluster.restart(0);
      await publishOrder('after')(bus);
      expect((await storedKeys(bus)).sort()).toEqual(
        ['after', 'before', 'during'].map((id) => orderKey('con_1', id)),
      );
    });
    await cluster.stop();
  });
});
