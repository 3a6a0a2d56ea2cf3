import { topics } from '@joor-bridge/contracts';
import type { Bus, OutboundRecord } from '@joor-bridge/messaging';
import { addToOutbox, CREATE_OUTBOX, type Database, openDatabase } from '@joor-bridge/persistence';
import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Readiness } from '../health/readiness.js';
import { createLog } from '../log/create-log.js';
import { testServers } from '../testing/test-servers.js';
import { OutboxModule } from './outbox.module.js';

class CreateOutbox1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CREATE_OUTBOX) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

const log = createLog({ name: 'parcels', level: 'silent', format: 'json' });

describe('OutboxModule', () => {
  let own: FreshDatabase;
  let database: Database;
  let readiness: Readiness;
  let outbox: OutboxModule;
  let published: OutboundRecord[];
  let broker: () => Promise<void>;

  beforeEach(async () => {
    own = await freshDatabase(testServers().databaseUrl);
    const migrations = [CreateOutbox1700000000001];
    database = await openDatabase({ url: own.url, schema: 'parcels', migrations });
    readiness = new Readiness();
    published = [];
    broker = () => Promise.resolve();
    const publish = async (_: unknown, records: readonly OutboundRecord[]) => {
      await broker();
      published.push(...records);
    };
    outbox = new OutboxModule(database, { publish } as unknown as Bus, log, readiness);
    outbox.onApplicationBootstrap();
  });
  afterEach(async () => {
    await outbox.onApplicationShutdown();
    await database.close();
    await own.drop();
  });

  const add = async (key: string) => {
    const { name: topic, events } = topics.apiKeys;
    const client = await database.pool.connect();
    await addToOutbox(client, [{ topic, key, type: events[0].type, value: null }]).finally(() =>
      client.release(),
    );
  };
  const state = async () => (await readiness.state()).components;

  it('is ready, and publishes what is added', async () => {
    await add('a');
    await eventually(() => published.length === 1);
    expect(await state()).toEqual([{ name: 'outbox', ready: true }]);
  });

  it('is not ready while the broker takes nothing, says why, and is ready again when it does', async () => {
    broker = () => Promise.reject(new Error('no broker takes records'));
    await add('a');
    await eventually(async () => (await state())[0]?.ready === false);
    expect(await state()).toEqual([{ name: 'outbox', ready: false, detail: 'no broker takes records' }]);
    expect(published).toEqual([]);

    broker = () => Promise.resolve();
    await eventually(async () => (await state())[0]?.ready === true);
    expect(published.map(({ key }) => key)).toEqual(['a']);
  });

  it('publishes at its stop what was added before', async () => {
    await add('a');
    await outbox.onApplicationShutdown();
    expect(published.map(({ key }) => key)).toEqual(['a']);
    await add('b');
    expect(published).toHaveLength(1);
  });
});
