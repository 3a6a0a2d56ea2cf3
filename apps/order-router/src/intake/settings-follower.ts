import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type { ConnectionsTable } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { Deliverer } from '../deliver/deliverer.js';
import { releaseConnection } from '../ledger/claim-due.js';
import { connectionsUndecided, undecidedOrders } from '../ledger/undecided.js';
import type { OrderIntake } from './order-intake.js';

/** Orders looked at in one transaction. */
const GROUP = 200;

/**
 * Follows the connections: after a change, orders that waited for settings or were held by a rule are decided
 * again, and parked ones go out by the new destination.
 */
export class SettingsFollower {
  private work: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly connections: ConnectionsTable;
      readonly intake: OrderIntake;
      readonly deliverer: Deliverer;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  start(): void {
    const { connections, deliverer, pool } = this.parts;
    connections.onChange((connectionId, snapshot) => {
      deliverer.forget(connectionId);
      if (snapshot) this.enqueue(() => this.changed(snapshot));
    });
    this.enqueue(async () => {
      for (const connectionId of await connectionsUndecided(pool)) {
        const snapshot = connections.get(connectionId);
        if (snapshot) await this.decideAgain(snapshot);
      }
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private enqueue(work: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.stopped) return;
      await work().catch(this.parts.onError);
    });
  }

  private async changed(snapshot: ConnectionSnapshot): Promise<void> {
    await this.decideAgain(snapshot);
    await releaseConnection(this.parts.pool, snapshot.connectionId);
  }

  private async decideAgain({ connectionId, version }: ConnectionSnapshot): Promise<void> {
    let after = '0';
    for (;;) {
      const orders = await undecidedOrders(this.parts.pool, connectionId, version, { after, limit: GROUP });
      if (orders.length === 0 || this.stopped) return;
      after = orders.at(-1)?.place ?? after;
      await this.parts.intake.consider(
        orders.map(({ event, bytes }) => ({ event, bytes, record: null })),
        'settings',
      );
    }
  }
}
