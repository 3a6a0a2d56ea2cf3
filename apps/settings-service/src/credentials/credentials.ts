import type { CredentialSlot, JoorCredentials, WmsCredentials, WmsSystem } from '@joor-bridge/contracts';
import { type CallerIdentity, SecretBox } from '@joor-bridge/service-kit';
import { Injectable } from '@nestjs/common';
import type { Connection } from '../connections/connection.entity.js';
import type { ConnectionState } from '../connections/connection-state.js';
import { Connections } from '../connections/connections.js';
import { endOf } from './check-credentials.js';

export interface CredentialChange {
  readonly connectionId: string;
  readonly slot: CredentialSlot;
  readonly caller: CallerIdentity;
  readonly expected: number;
}

/** The write-only credentials of connections: they go in, are sealed, and never come out here. */
@Injectable()
export class Credentials {
  constructor(
    private readonly connections: Connections,
    private readonly box: SecretBox,
  ) {}

  /** @param read gives the credentials for the connection's system, or throws to refuse */
  store(
    { connectionId, slot, caller, expected }: CredentialChange,
    read: (system: WmsSystem) => JoorCredentials | WmsCredentials,
  ): Promise<Connection> {
    return this.connections.change(connectionId, caller, expected, (state) => {
      const credentials = read(state.destination.system);
      const sealed = this.box.seal({ connectionId, slot }, JSON.stringify(credentials));
      const fact = {
        kind: credentials.kind,
        endsWith: endOf(credentials),
        changedAt: new Date().toISOString(),
        changedBy: caller.name,
      };
      return {
        ...state,
        credentials: { ...state.credentials, [slot]: sealed },
        credentialFacts: { ...state.credentialFacts, [slot]: fact },
      };
    });
  }

  remove({ connectionId, slot, caller, expected }: CredentialChange): Promise<Connection> {
    return this.connections.change(connectionId, caller, expected, (state) => without(state, slot));
  }
}

function without(state: ConnectionState, slot: CredentialSlot): ConnectionState {
  const { [slot]: _sealed, ...credentials } = state.credentials;
  const { [slot]: _fact, ...credentialFacts } = state.credentialFacts;
  return { ...state, credentials, credentialFacts };
}
