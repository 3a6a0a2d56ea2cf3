import type { ConnectionsTable } from '@joor-bridge/service-kit';
import type pg from 'pg';
import type { Deliverer } from '../deliver/deliverer.js';
import { releaseConnection } from '../ledger/claim-due.js';
import { connectionsUndecided, undecidedOrders } from '../ledger/undecided.js';
import { lookAgainAfter } from './look-again.js';
import type { OrderIntake } from './order-intake.js';

/** Orders looked at in one transaction. */
const GROUP = 200;

/**
 * Follows the connections: after a change, orders that waited for settings or were held by a rule are decided
 * again, and parked ones go out by the new destination. One connection at a time; what fails is looked at again.
 */
export class SettingsFollower {
  private work: Promise<void> = Promise.resolve();
  private stopped = false;
  /** What is to be done and has not begun, and what has failed so often. */
  private readonly dirty = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

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
      if (snapshot === undefined) return;
      this.enqueue(`parked ${connectionId}`, () => releaseConnection(pool, connectionId));
      this.look(connectionId);
    });
    this.enqueue('what an earlier process left', async () => {
      for (const connectionId of await connectionsUndecided(pool)) this.look(connectionId);
    });
  }

  /** Has a connection's undecided orders decided by its settings of then, soon. */
  look(connectionId: string): void {
    this.enqueue(`undecided ${connectionId}`, () => this.decideAgain(connectionId));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await this.work;
  }

  private enqueue(what: string, work: () => Promise<void>): void {
    if (this.dirty.has(what)) return;
    this.dirty.add(what);
    this.work = this.work.then(async () => {
      this.dirty.delete(what);
      if (this.stopped) return;
      try {
        await work();
        this.failures.delete(what);
      } catch (error) {
        this.parts.onError(error);
        this.later(what, work);
      }
    });
  }

  private later(what: string, work: () => Promise<void>): void {
    if (this.stopped) return;
    const failures = (this.failures.get(what) ?? 0) + 1;
    this.failures.set(what, failures);
    clearTimeout(this.timers.get(what));
    const again = setTimeout(() => this.enqueue(what, work), lookAgainAfter(failures));
    this.timers.set(what, again);
  }

  /** @throws the first failure, once all groups were looked at: one order must not keep the others undecided */
  private async decideAgain(connectionId: string): Promise<void> {
    const { pool, connections, intake } = this.parts;
    const version = connections.get(connectionId)?.version;
    if (version === undefined) return;
    const failures: unknown[] = [];
    let after = '0';
    for (;;) {
      const group = await undecidedOrders(pool, connectionId, version, { after, limit: GROUP });
      failures.push(...group.failures);
      if (group.last === null || this.stopped) break;
      after = group.last;
      await intake.consider(group.orders, 'settings').catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
