import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import { JoorV2Client } from '@joor-bridge/joor';
import type { JoorAccounts, JoorWorld } from '@joor-bridge/service-kit';

/** The order lists of the connections' JOOR accounts. */
export class OrderLists {
  constructor(private readonly accounts: Pick<JoorAccounts, 'linkFor'>) {}

  /** @throws JoorFailure `unauthorized` when the connection has no usable credentials for that world */
  clientFor(
    snapshot: ConnectionSnapshot,
    world: JoorWorld,
    spend: (credits: number) => Promise<void>,
  ): JoorV2Client {
    return new JoorV2Client(this.accounts.linkFor(snapshot, world, spend));
  }
}
