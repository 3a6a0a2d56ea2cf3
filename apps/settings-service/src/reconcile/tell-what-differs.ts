import { isDeepStrictEqual } from 'node:util';
import {
  apiKeyChanged,
  connectionChanged,
  supersedesApiKey,
  supersedesConnection,
  topics,
} from '@joor-bridge/contracts';
import type { Bus, GlobalTable, Supersedes } from '@joor-bridge/messaging';
import { addToOutbox, type OutboxRow } from '@joor-bridge/persistence';
import type { Log } from '@joor-bridge/service-kit';
import type { DataSource, EntityManager } from 'typeorm';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { eventOf, outboxRowOf } from '../api-keys/api-key-event.js';
import { Connection } from '../connections/connection.entity.js';
import { snapshotOf } from '../connections/connection-state.js';

/**
 * Tells the topics again what they do not have as the tables do. Nothing, unless the cluster lost its data or the
 * database came from a backup; then the other services would work on with what is wrong or nothing at all.
 */
export async function tellWhatDiffers(parts: { dataSource: DataSource; bus: Bus; log: Log }): Promise<void> {
  const { dataSource, bus, log } = parts;
  // As they lie there: what is last stays when the topic is compacted, though another be newer.
  const connections = bus.globalTable(topics.connections, connectionChanged);
  const apiKeys = bus.globalTable(topics.apiKeys, apiKeyChanged);
  try {
    await Promise.all([connections.ready(), apiKeys.ready()]);
    const told = await dataSource.transaction(async (manager) => {
      // Nobody changes a row between our look at it and our word of it, which would then be the last.
      await manager.query('lock table connections, api_keys in share mode');
      const pending = await pendingKeys(manager);
      const rows = [
        ...(await differingConnections(manager, connections)),
        ...(await differingKeys(manager, apiKeys)),
      ];
      const unsaid = rows.filter(({ topic, key }) => !pending.has(`${topic} ${key}`));
      await addToOutbox(manager, unsaid);
      return unsaid.length;
    });
    if (told > 0) log.warn({ told }, 'the topics were not as the database is; they are told again');
  } finally {
    await Promise.all([connections.close(), apiKeys.close()]);
  }
}

async function pendingKeys(manager: EntityManager): Promise<Set<string>> {
  const rows: { place: string }[] = await manager.query(
    `select distinct aggregatetype || ' ' || aggregateid as place from outbox`,
  );
  return new Set(rows.map(({ place }) => place));
}

async function differingConnections(
  manager: EntityManager,
  told: GlobalTable<ReturnType<typeof snapshotOf>>,
): Promise<OutboxRow[]> {
  const about = { topic: topics.connections.name, type: connectionChanged.type };
  const rows = await manager.find(Connection);
  const changed = rows
    .filter((row) => told.get(row.id)?.version !== row.version)
    .flatMap((row) => {
      const value = connectionChanged.parse(snapshotOf(row));
      return retold({ ...about, key: row.id, value }, told.get(row.id), value, supersedesConnection);
    });
  const ids = new Set(rows.map(({ id }) => id));
  const gone = told.entries().filter(([id]) => !ids.has(id));
  return [...changed, ...gone.map(([key]) => ({ ...about, key, value: null }))];
}

async function differingKeys(
  manager: EntityManager,
  told: GlobalTable<ReturnType<typeof eventOf>>,
): Promise<OutboxRow[]> {
  const rows = await manager.find(ApiKey);
  const changed = rows
    .filter((row) => !isDeepStrictEqual(told.get(row.keyId), eventOf(row)))
    .flatMap((row) => retold(outboxRowOf(row), told.get(row.keyId), eventOf(row), supersedesApiKey));
  const ids = new Set(rows.map(({ keyId }) => keyId));
  const gone = told.entries().filter(([id]) => !ids.has(id));
  const about = { topic: topics.apiKeys.name, type: apiKeyChanged.type };
  return [...changed, ...gone.map(([key]) => ({ ...about, key, value: null }))];
}

/** The database is right though the topic be ahead of it, so what nobody would believe follows a tombstone. */
function retold<E extends object>(
  row: OutboxRow,
  told: E | undefined,
  value: E,
  supersedes: Supersedes<E>,
): OutboxRow[] {
  return told && !supersedes(told, value) ? [{ ...row, value: null }, row] : [row];
}
