import type { ConnectionSnapshot, JoorCredentials } from '@joor-bridge/contracts';
import {
  type Authorization,
  JoorFailure,
  type JoorLink,
  PasswordGrantAuthorization,
  requestToken,
  staticTokenAuthorization,
} from '@joor-bridge/joor';
import type { ConnectionsTable } from '../connections/connections-table.js';
import type { OutboundHttp } from '../outbound/outbound-http.js';
import type { JoorWorld } from './world-of.js';

/** JOOR is asked page by page, so an account never needs more at once. */
const CONNECTIONS = 2;

interface Known {
  readonly version: number;
  readonly world: string;
  readonly authorization: Authorization;
}

/** Ways to JOOR for a connection. Tokens are kept as long as the connection stays as it is. */
export class JoorAccounts {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly connections: Pick<ConnectionsTable, 'openCredentials'>,
    private readonly outbound: Pick<OutboundHttp, 'dispatcherFor'>,
  ) {}

  /** @throws JoorFailure `unauthorized` when the connection has no usable credentials for that world */
  linkFor(
    snapshot: ConnectionSnapshot,
    world: JoorWorld,
    spend: (credits: number) => Promise<void>,
  ): JoorLink {
    return {
      apiUrl: world.apiUrl,
      account: snapshot.joorAccount,
      authorization: this.authorizationOf(snapshot, world),
      dispatcher: this.outbound.dispatcherFor(world.apiUrl, {
        connections: CONNECTIONS,
        owner: snapshot.connectionId,
      }),
      spend,
    };
  }

  forget(connectionId: string): void {
    this.known.delete(connectionId);
  }

  private authorizationOf(snapshot: ConnectionSnapshot, world: JoorWorld): Authorization {
    const known = this.known.get(snapshot.connectionId);
    if (known?.version === snapshot.version && known.world === world.name) return known.authorization;
    const authorization = this.authorize(this.credentialsOf(snapshot, world), world);
    const { version, connectionId } = snapshot;
    this.known.set(connectionId, { version, world: world.name, authorization });
    return authorization;
  }

  private credentialsOf(snapshot: ConnectionSnapshot, world: JoorWorld): JoorCredentials {
    const credentials = this.opened(snapshot, world);
    if (credentials) return credentials;
    throw new JoorFailure(
      'unauthorized',
      `The connection has no credentials for JOOR's ${world.name}. Enter them in the connection.`,
    );
  }

  private opened(snapshot: ConnectionSnapshot, world: JoorWorld): JoorCredentials | null {
    try {
      return this.connections.openCredentials(snapshot, world.slot);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'They do not open.';
      throw new JoorFailure('unauthorized', reason, { cause: error });
    }
  }

  private authorize(credentials: JoorCredentials, world: JoorWorld): Authorization {
    if (credentials.kind === 'joor-token') return staticTokenAuthorization(credentials.token);
    const dispatcher = this.outbound.dispatcherFor(world.tokenUrl, { connections: CONNECTIONS });
    return new PasswordGrantAuthorization(() =>
      requestToken({ tokenUrl: world.tokenUrl, credentials, dispatcher }),
    );
  }
}
