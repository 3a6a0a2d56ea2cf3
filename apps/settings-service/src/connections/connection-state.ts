import { type ConnectionSnapshot, completeSettings } from '@joor-bridge/contracts';
import type { Connection } from './connection.entity.js';

/** The part of a connection that people change; a version follows each change of it. */
export type ConnectionState = Pick<
  Connection,
  'name' | 'enabled' | 'joorAccount' | 'destination' | 'settings' | 'credentials' | 'credentialFacts'
>;

export const stateOf = (row: Connection): ConnectionState => ({
  name: row.name,
  enabled: row.enabled,
  joorAccount: row.joorAccount,
  destination: row.destination,
  settings: completeSettings(row.settings),
  credentials: row.credentials,
  credentialFacts: row.credentialFacts,
});

/** A connection as the other services are told of it. */
export const snapshotOf = (row: Connection): ConnectionSnapshot => {
  const { credentialFacts: _, ...state } = stateOf(row);
  return {
    ...state,
    connectionId: row.id,
    workspaceId: row.workspaceId,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
};
