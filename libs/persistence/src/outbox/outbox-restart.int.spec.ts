import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, nextFreePort, type RunningPostgres, resolvePostgres } from '@joor-bridge/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { addToOutbox } from './add-to-outbox.js';
import { CREATE_OUTBOX } from './outbox-migration.js';
import { OutboxRelay } from './outbox-relay.js';

class CreateOutbox1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CREATE_OUTBOX) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

/** A PostgreSQL of its own, which may be stopped and started. */
describe('the database and its outbox while PostgreSQL restarts', () => {
  const place = mkdtempSync(join(tmpdir(), 'outbox-'));
  const dataDir = join(place, 'data');
  let port: number;
  let postgres: RunningPostgres;
  let database: Database;
  let relay: OutboxRelay;
  const published: unknown[] = [];

  const startPostgres = () =>
    resolvePostgres({
      env: { ...process.env, DATABASE_URL: '', JOOR_BRIDGE_INFRA: 'embedded' },
      dataDir,
      port,
    });
  const add = async (n: number) => {
    await addToOutbox(database.dataSource.manager, [{ topic: 't', key: 'k', type: 't', value: { n } }]);
  };

  beforeAll(async () => {
    // PostgreSQL's user, who is never root, has to get in
    chmodSync(place, 0o755);
    port = await nextFreePort(25_432);
    postgres = await startPostgres();
    database = await openDatabase({
      url: postgres.url,
      schema: 'restarts',
      migrations: [CreateOutbox1700000000001],
    });
    relay = new OutboxRelay({
      database,
      publish: async (rows) => void published.push(...rows.map(({ value }) => value)),
    });
    relay.start();
  }, 60_000);
  afterAll(async () => {
    await relay.stop();
    await database.close();
    await postgres.stop();
    rmSync(place, { recursive: true, force: true });
  });

  it('says so, goes on by itself afterwards, and has lost and changed nothing', async () => {
    await add(1);
    await eventually(() => published.length === 1);
    await postgres.stop();

    await expect(database.ping()).rejects.toThrow();
    await eventually(() => relay.trouble?.includes('cannot be used') ?? false);

    postgres = await startPostgres();
    await eventually(() => database.ping().then(() => true), { timeoutMs: 20_000 });
    await add(2);
    await eventually(() => published.length === 2 && relay.trouble === undefined, { timeoutMs: 20_000 });
    expect(published).toEqual([{ n: 1 }, { n: 2 }]);
  }, 90_000);
});
