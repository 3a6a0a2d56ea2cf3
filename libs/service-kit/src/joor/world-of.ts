import type { ConnectionSnapshot, World } from '@joor-bridge/contracts';

/** One of JOOR's two worlds: its hosts, and the only credentials that are ever shown to them. */
export interface JoorWorld {
  readonly name: World;
  readonly apiUrl: string;
  readonly tokenUrl: string;
  readonly slot: 'joor.production' | 'joor.sandbox';
}

/** Where the installation says that JOOR is. */
export interface JoorAddresses {
  readonly joorApiUrl: string;
  readonly joorTokenUrl: string;
  readonly joorSandboxApiUrl: string;
  readonly joorSandboxTokenUrl: string;
}

/**
 * The world a connection lives in. The one place where this is decided: whoever speaks to JOOR takes hosts
 * and credentials from what this returns, so that no request in test mode can reach production.
 */
export function worldOf(snapshot: ConnectionSnapshot, addresses: JoorAddresses): JoorWorld {
  if (snapshot.settings['joor.testMode'] === 'Disabled') {
    return {
      name: 'production',
      apiUrl: addresses.joorApiUrl,
      tokenUrl: addresses.joorTokenUrl,
      slot: 'joor.production',
    };
  }
  return {
    name: 'sandbox',
    apiUrl: addresses.joorSandboxApiUrl,
    tokenUrl: addresses.joorSandboxTokenUrl,
    slot: 'joor.sandbox',
  };
}

/** What credits are counted by. A connection without an account id has a budget of its own. */
export const creditAccount = (snapshot: ConnectionSnapshot, world: World): string =>
  `${world}:${snapshot.joorAccount.trim() || `connection ${snapshot.connectionId}`}`;
