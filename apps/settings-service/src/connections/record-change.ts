import { connectionChanged, MAX_EVENT_BYTES, topics } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import { invalid } from '@joor-bridge/service-kit';
import type { EntityManager } from 'typeorm';
import type { Change } from './changes.js';
import { Connection } from './connection.entity.js';
import { snapshotOf } from './connection-state.js';

/**
 * Writes a connection, the version that says what changed, and the event that tells the others, all or nothing
 * with the caller's transaction. @throws 422 for a connection too large to be told of
 */
export async function recordChange(
  manager: EntityManager,
  row: Connection,
  changes: readonly Change[],
): Promise<void> {
  const snapshot = connectionChanged.parse(snapshotOf(row));
  if (Buffer.byteLength(JSON.stringify(snapshot)) > MAX_EVENT_BYTES) {
    const message = `must stay below ${MAX_EVENT_BYTES} bytes for the whole connection: shorten its lists`;
    throw invalid([{ field: 'settings', message }]);
  }
  await manager.save(Connection, row);
  await addVersion(manager, row, row.updatedBy, changes);
  const event = { key: row.id, type: connectionChanged.type, value: snapshot };
  await addToOutbox(manager, [{ topic: topics.connections.name, ...event }]);
}

/** Removes a connection, keeps what is known of its past, and tells the others that it is gone. */
export async function recordRemoval(manager: EntityManager, row: Connection, author: string): Promise<void> {
  await manager.delete(Connection, { id: row.id });
  const next = { id: row.id, version: row.version + 1, updatedAt: new Date() };
  await addVersion(manager, next, author, [{ field: 'connection', before: row.name, after: null }]);
  const tombstone = { key: row.id, type: connectionChanged.type, value: null };
  await addToOutbox(manager, [{ topic: topics.connections.name, ...tombstone }]);
}

async function addVersion(
  manager: EntityManager,
  row: Pick<Connection, 'id' | 'version' | 'updatedAt'>,
  author: string,
  changes: readonly Change[],
): Promise<void> {
  await manager.query(
    'insert into connection_versions (connection_id, version, at, author, changes) values ($1, $2, $3, $4, $5)',
    [row.id, row.version, row.updatedAt, author, JSON.stringify(changes)],
  );
}
