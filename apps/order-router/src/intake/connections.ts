import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { type Policy, policyOf } from '../decide/policy.js';

/** Connections as they stand, whatever keeps them. */
export interface Connections {
  get(connectionId: string): ConnectionSnapshot | undefined;
}

/** Policies, made once per version of a connection. */
export class Policies {
  private readonly made = new Map<string, Policy>();

  policyFor(snapshot: ConnectionSnapshot): Policy {
    const known = this.made.get(snapshot.connectionId);
    if (known?.version === snapshot.version) return known;
    const policy = policyOf(snapshot);
    this.made.set(snapshot.connectionId, policy);
    return policy;
  }
}
