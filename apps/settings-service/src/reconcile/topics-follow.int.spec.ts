import {
  apiKeyChanged,
  type ConnectionSnapshot,
  connectionChanged,
  supersedesApiKey,
  supersedesConnection,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, createBus, provisionTopics, readTopic, SILENT } from '@joor-bridge/messaging';
import { Database, openDatabase } from '@joor-bridge/persistence';
import type { Log } from '@joor-bridge/service-kit';
import { testServers } from '@joor-bridge/service-kit/testing';
import { eventually, type FreshDatabase, freshPrefix } from '@joor-bridge/testing';
import pg from 'pg';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { Connection } from '../connections/connection.entity.js';
import { A_CONNECTION, SettingsUnderTest } from '../testing/settings-under-test.js';
import { tellWhatDiffers } from './tell-what-differs.js';

describe('what the topics are told', () => {
  let settings: SettingsUnderTest;
  let workspaceId: string;

  beforeAll(async () => {
    settings = await SettingsUnderTest.start();
    workspaceId = await settings.aWorkspace();
  });
  afterAll(() => settings.stop());

  it('is every change, in order, as the connection then stood, and its end', async () => {
    const id = await settings.aConnection(workspaceId);
    const route = `/v1/connections/${id}`;
    await settings.ask(`PATCH ${route}/settings`, { body: { 'joor.orderStatus': 'Shipped' }, ifMatch: 1 });
    await settings.ask(`PATCH ${route}`, { body: { enabled: false }, ifMatch: 2 });
    await settings.ask(`PATCH ${route}`, { body: { enabled: 'no' }, ifMatch: 3 });
    await settings.ask(`DELETE ${route}`, { ifMatch: 3 });
    const { pool } = settings.service.app.get(Database);
    await eventually(async () => (await pool.query('select 1 from outbox limit 1')).rowCount === 0);

    const seen: (ConnectionSnapshot | null)[] = [];
    const ids = new Set<string>();
    for await (const { message } of readTopic(settings.service.bus, topics.connections)) {
      if (message.key?.toString() !== id) continue;
      seen.push(message.value === null ? null : connectionChanged.decode(message.value));
      ids.add(String(message.headers?.ce_id));
    }
    expect(seen.map((one) => one?.version ?? null)).toEqual([1, 2, 3, null]);
    expect(seen[2]).toMatchObject({
      ...A_CONNECTION,
      connectionId: id,
      workspaceId,
      enabled: false,
      updatedBy: 'first key',
      settings: { 'joor.orderStatus': 'Shipped', 'joor.testMode': 'Disabled' },
    });
    expect(ids.size).toBe(4);
  });
});

describe('what the topics are told at a start', () => {
  let database: FreshDatabase;
  let connectionId: string;
  let keyId: string;
  const open: Bus[] = [];

  beforeAll(async () => {
    const settings = await SettingsUnderTest.start();
    database = settings.database;
    keyId = settings.firstKey.split('_')[1] ?? '';
    connectionId = await settings.aConnection(await settings.aWorkspace());
    await settings.service.close();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => database.drop());

  /** The cluster as it is after it lost its data: topics, and nothing on them. */
  const emptyCluster = async () => {
    const prefix = freshPrefix();
    const brokers = testServers().kafkaBrokers.split(',');
    const bus = createBus({ brokers, prefix, clientId: 'test', log: SILENT });
    open.push(bus);
    await provisionTopics(bus);
    return { prefix, bus };
  };
  const startAndStop = async (prefix: string) => {
    const { service } = await SettingsUnderTest.boot(database, { KAFKA_PREFIX: prefix });
    await service.close();
    return service.logLines.join('');
  };
  const recordsOn = async (bus: Bus) => {
    const records: (ConnectionSnapshot | null)[] = [];
    for await (const { message } of readTopic(bus, topics.connections)) {
      records.push(message.value === null ? null : connectionChanged.decode(message.value));
    }
    return records;
  };

  const revokedKey = async (bus: Bus) => {
    const keys = bus.globalTable(topics.apiKeys, apiKeyChanged);
    await keys.ready();
    return { ...keys.get(keyId), revokedAt: '2026-01-01T00:00:00Z' };
  };

  it('is everything again where the cluster lost its data', async () => {
    const { prefix, bus } = await emptyCluster();
    expect(await startAndStop(prefix)).toContain('they are told again');

    expect(await recordsOn(bus)).toMatchObject([{ connectionId, version: 1 }]);
    const keys = bus.globalTable(topics.apiKeys, apiKeyChanged);
    await keys.ready();
    expect(keys.get(keyId)).toMatchObject({ name: 'first key', revokedAt: null });
  });

  it('is also a connection whose row has a setting that was removed since, and lacks one that came', async () => {
    const { prefix, bus } = await emptyCluster();
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    await sql.query(
      `update settings.connections set settings = (settings::jsonb - 'orders.editPolicy') || '{"orders.splitBy": "warehouse"}'`,
    );
    await sql.end();
    await startAndStop(prefix);

    expect(await recordsOn(bus)).toMatchObject([
      { connectionId, settings: { 'orders.editPolicy': 'review', 'orders.splitBy': 'warehouse' } },
    ]);
  });

  it('is nothing where they have it all', async () => {
    const { prefix, bus } = await emptyCluster();
    await startAndStop(prefix);
    expect(await startAndStop(prefix)).not.toContain('they are told again');

    expect(await recordsOn(bus)).toHaveLength(1);
  });

  it('is nothing of what waits in the outbox already', async () => {
    const { bus } = await emptyCluster();
    const entities = [Connection, ApiKey];
    const own = await openDatabase({ url: database.url, schema: 'settings', migrations: [], entities });
    const { dataSource, pool } = own;
    const waiting = async () =>
      (await pool.query<{ key: string }>('select aggregateid as key from outbox order by 1')).rows.map(
        ({ key }) => key,
      );
    const tell = () => tellWhatDiffers({ dataSource, bus, log: SILENT as unknown as Log });
    try {
      await tell();
      expect(await waiting()).toEqual([connectionId, keyId].sort());
      await tell();
      expect(await waiting()).toEqual([connectionId, keyId].sort());
      await pool.query('delete from outbox where aggregateid = $1', [connectionId]);
      await tell();
      expect(await waiting()).toEqual([connectionId, keyId].sort());
    } finally {
      await pool.query('delete from outbox');
      await own.close();
    }
  });

  it('is what the database says where they are ahead of it, as after a restored backup', async () => {
    const { prefix, bus } = await emptyCluster();
    await startAndStop(prefix);
    const [snapshot] = await recordsOn(bus);
    if (!snapshot) throw new Error('nothing was told');
    const { type } = connectionChanged;
    const unknown = { ...snapshot, connectionId: 'con_unknown' };
    await bus.publish(topics.connections, [
      { key: 'con_unknown', type, value: unknown },
      { key: connectionId, type, value: { ...snapshot, version: 99 } },
    ]);
    await bus.publish(topics.apiKeys, [
      { key: keyId, type: apiKeyChanged.type, value: await revokedKey(bus) },
    ]);

    await startAndStop(prefix);
    const connections = bus.globalTable(topics.connections, connectionChanged, supersedesConnection);
    const keys = bus.globalTable(topics.apiKeys, apiKeyChanged, supersedesApiKey);
    await Promise.all([connections.ready(), keys.ready()]);
    expect(connections.get('con_unknown')).toBeUndefined();
    expect(connections.get(connectionId)?.version).toBe(1);
    expect(keys.get(keyId)?.revokedAt).toBeNull();
  });

  it('is the newest where an older record was published last, which compaction would keep', async () => {
    const { prefix, bus } = await emptyCluster();
    await startAndStop(prefix);
    const [snapshot] = await recordsOn(bus);
    if (!snapshot) throw new Error('nothing was told');
    const { type } = connectionChanged;
    await bus.publish(topics.connections, [{ key: connectionId, type, value: { ...snapshot, version: 2 } }]);
    const pool = new pg.Pool({ connectionString: database.url });
    await pool.query('update settings.connections set version = 2 where id = $1', [connectionId]);
    await bus.publish(topics.connections, [{ key: connectionId, type, value: snapshot }]);

    await startAndStop(prefix);
    await pool.query('update settings.connections set version = 1 where id = $1', [connectionId]);
    await pool.end();
    expect((await recordsOn(bus)).map((one) => one?.version)).toEqual([1, 2, 1, 2]);
  });
});
