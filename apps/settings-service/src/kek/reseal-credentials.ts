import { CREDENTIAL_SLOTS } from '@joor-bridge/contracts';
import { CallerIdentity, type Log, type SecretBox } from '@joor-bridge/service-kit';
import type { DataSource } from 'typeorm';
import { Connection } from '../connections/connection.entity.js';
import type { ConnectionState } from '../connections/connection-state.js';
import type { Connections } from '../connections/connections.js';

const ROTATION = new CallerIdentity('key-rotation', 'key rotation', null);

export interface Resealing {
  readonly dataSource: DataSource;
  readonly connections: Pick<Connections, 'change'>;
  readonly box: SecretBox;
  readonly log: Log;
}

/** Seals all credentials under the newest key, so that older ones can be taken away at the next start. */
export async function resealCredentials({ dataSource, connections, box, log }: Resealing): Promise<void> {
  const rows = await dataSource.getRepository(Connection).find();
  const stale = rows.filter(({ credentials }) => Object.values(credentials).some((one) => box.isStale(one)));
  for (const { id, version } of stale) {
    await connections.change(id, ROTATION, version, (state) => resealed(box, id, state));
  }
  if (stale.length > 0) log.info({ connections: stale.length }, 'credentials sealed under the newest key');
}

function resealed(box: SecretBox, connectionId: string, state: ConnectionState): ConnectionState {
  const credentials = { ...state.credentials };
  for (const slot of CREDENTIAL_SLOTS) {
    const sealed = credentials[slot];
    if (sealed && box.isStale(sealed)) credentials[slot] = box.reseal({ connectionId, slot }, sealed);
  }
  return { ...state, credentials };
}
