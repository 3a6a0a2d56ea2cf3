import { CREDENTIAL_SLOTS } from '@joor-bridge/contracts';
import { CallerIdentity, type Log, ProblemException, type SecretBox } from '@joor-bridge/service-kit';
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

/**
 * Seals all credentials under the newest key, so that older ones can be taken away at the next start. Several
 * services may do so at once, and people may change or delete connections meanwhile: what counts is how a
 * connection stands once it is locked.
 */
export async function resealCredentials({ dataSource, connections, box, log }: Resealing): Promise<void> {
  const rows = await dataSource.getRepository(Connection).find();
  const stale = rows.filter((row) => isStale(box, row));
  let resealed = 0;
  for (const { id } of stale) {
    const reseal = (state: ConnectionState): ConnectionState => {
      if (!isStale(box, state)) return state;
      resealed += 1;
      return sealedAnew(box, id, state);
    };
    await connections.change(id, ROTATION, 'newest', reseal).catch(passOverWhatIsGone);
  }
  if (resealed > 0) log.info({ connections: resealed }, 'credentials sealed under the newest key');
}

const isStale = (box: SecretBox, { credentials }: Pick<ConnectionState, 'credentials'>): boolean =>
  Object.values(credentials).some((one) => box.isStale(one));

function passOverWhatIsGone(error: unknown): void {
  if (!(error instanceof ProblemException && error.getStatus() === 404)) throw error;
}

function sealedAnew(box: SecretBox, connectionId: string, state: ConnectionState): ConnectionState {
  const credentials = { ...state.credentials };
  for (const slot of CREDENTIAL_SLOTS) {
    const sealed = credentials[slot];
    if (sealed && box.isStale(sealed)) credentials[slot] = box.reseal({ connectionId, slot }, sealed);
  }
  return { ...state, credentials };
}
