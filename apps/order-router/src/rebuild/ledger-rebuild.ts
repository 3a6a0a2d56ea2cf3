import {
  type EventContract,
  type OrderOutcome,
  type OrderRevised,
  orderKey,
  orderOutcome,
  orderRevised,
  type Topic,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, readTopic } from '@joor-bridge/messaging';
import type { Log } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { decide } from '../decide/decide.js';
import type { Connections, Policies } from '../intake/connections.js';
import { changeKnown } from '../ledger/change-known.js';
import { claimNew } from '../ledger/claim-new.js';
import type { Entry } from '../ledger/entry.js';
import type { SettingsVersions } from '../ledger/settings-versions.js';
import { ledgerOrigin, noteOrigin, withLedgerLock } from './ledger-origin.js';
import { doubtTheUntold, retellOutcomes } from './retell-outcomes.js';
import { reviewTheChanged } from './review-the-changed.js';
import { ToldCancelled, tellTheTurned } from './tell-the-turned.js';

const GROUP = 500;

/** An event with the bytes that it came in. */
interface Stored<E> {
  readonly event: E;
  readonly bytes: Buffer;
}

/**
 * Makes a ledger that was lost anew from the topics: orders and their revisions from `joor.orders.v1`, what became of
 * them from `orders.outcomes.v1`. What may have been under way is in doubt and looked for at the WMS before it is
 * sent. Not in the topics, and so lost: attempts, past decisions, replays, and reviews that a person has closed.
 */
export class LedgerRebuild {
  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly bus: Bus;
      readonly connections: Connections;
      readonly policies: Policies;
      readonly versions: SettingsVersions;
      readonly log: Log;
    },
  ) {}

  /** Resolves when the ledger is whole: nothing may be consumed before. One process at a time sees to it. */
  async ensureWhole(): Promise<void> {
    const { pool } = this.parts;
    await withLedgerLock(pool, async () => {
      const origin = await ledgerOrigin(pool);
      if (origin === 'whole') return;
      // Outcomes without a ledger: there was one.
      if (origin === 'half' || (await this.toldBefore())) await this.rebuild();
      await noteOrigin(pool, true);
    });
  }

  private async toldBefore(): Promise<boolean> {
    for await (const _ of readTopic(this.parts.bus, topics.outcomes)) return true;
    return false;
  }

  private async rebuild(): Promise<void> {
    const { pool, log } = this.parts;
    log.warn('the ledger is empty, but orders were delivered before: it is rebuilt from the topics first');
    await noteOrigin(pool, false);
    const orders = await this.inGroups(topics.orders, orderRevised, (group) => this.takeOrders(group));
    const told = new ToldCancelled();
    await this.inGroups(topics.outcomes, orderOutcome, async (group) => {
      for (const { event } of group) told.note(event);
      await retellOutcomes(
        pool,
        group.map(({ event }) => event),
      );
    });
    await doubtTheUntold(pool);
    await tellTheTurned(pool, told);
    await reviewTheChanged(pool, this.parts.connections, log);
    log.info(`the ledger is rebuilt from ${orders} records of orders`);
  }

  private async takeOrders(group: readonly Stored<OrderRevised>[]): Promise<void> {
    const { pool, connections, versions } = this.parts;
    const snapshots = group.flatMap(({ event }) => connections.get(event.connectionId) ?? []);
    await versions.keep(new Set(snapshots));
    const { known } = await claimNew(
      pool,
      group.map((stored) => this.entryOf(stored)),
      0,
    );
    // There are no deliveries yet, or those of a rebuild that was cut off, which their outcomes make anew: a newer
    // revision takes the older one's place, an older one is only kept.
    const nobody = { leaseMs: 0, settleMs: 0, review: async () => {} };
    if (known.length > 0) await changeKnown(pool, known, 'live', nobody, async () => {});
  }

  private entryOf({ event, bytes }: Stored<OrderRevised>): Entry {
    const snapshot = this.parts.connections.get(event.connectionId);
    const decision = snapshot ? decide(event.order, this.parts.policies.policyFor(snapshot)) : null;
    return { event, bytes, decision, start: null, record: null };
  }

  /** Hands a topic's events on, at most one an order at once; gives how many there were. */
  private async inGroups<E extends OrderRevised | OrderOutcome>(
    topic: Topic,
    contract: EventContract<E>,
    take: (group: readonly Stored<E>[]) => Promise<void>,
  ): Promise<number> {
    const group = new Map<string, Stored<E>>();
    let count = 0;
    const flush = async () => {
      if (group.size > 0) await take([...group.values()]);
      group.clear();
    };
    for await (const { message } of readTopic(this.parts.bus, topic)) {
      const event = readable(contract, message.value);
      if (message.value === null || event === null) continue;
      const key = orderKey(event.connectionId, 'order' in event ? event.order.orderId : event.orderId);
      if (group.has(key) || group.size >= GROUP) await flush();
      group.set(key, { event, bytes: message.value });
      count += 1;
    }
    await flush();
    return count;
  }
}

/** What cannot be read is among the dead letters already. */
function readable<E>(contract: EventContract<E>, value: Buffer | null): E | null {
  try {
    return value && contract.decode(value);
  } catch {
    return null;
  }
}
