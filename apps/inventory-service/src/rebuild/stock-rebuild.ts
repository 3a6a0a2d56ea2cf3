import {
  type EventContract,
  type InventoryHeld,
  inventoryHeld,
  type OrderOutcome,
  orderOutcome,
  stockLevel,
  stockSwept,
  type Topic,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, readTopic, type StoredRecord } from '@joor-bridge/messaging';
import { type Database, ensureFilled, inTransaction } from '@joor-bridge/persistence';
import type { ConnectionsTable, Log } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { type StockEvent, takeStock } from '../levels/level-intake.js';
import { takeOutcomes } from '../recent/outcome-intake.js';

const GROUP = 500;

export interface StockRebuildParts {
  readonly database: Pick<Database, 'pool'>;
  readonly bus: Bus;
  readonly connections: Pick<ConnectionsTable, 'get'>;
  /** Takes back what JOOR has acknowledged, in the order of the topic, so that none of it is sent again. */
  readonly restoreListings: (client: pg.ClientBase, events: readonly InventoryHeld[]) => Promise<void>;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/**
 * Makes tables that were lost anew from the topics: levels from `wms.stock.v1`, recent orders and the names of JOOR's
 * warehouses from `orders.outcomes.v1`, what JOOR holds from `joor.inventory.v1`. Not in the topics, and so lost: past
 * pulls and runs. Every event takes its place by its own time, so a rebuild that was cut off begins anew. A
 * connection that was deleted is on the topics still, and stays forgotten.
 */
export class StockRebuild {
  constructor(private readonly parts: StockRebuildParts) {}

  /** Resolves when the tables are whole: nothing may be consumed or published before. One process sees to it. */
  async ensureWhole(): Promise<void> {
    await ensureFilled(this.parts.database.pool, 'inventory_origin', () => this.fill());
  }

  private async fill(): Promise<void> {
    const held = await this.inGroups<InventoryHeld>(topics.inventoryHeld, [inventoryHeld], (client, events) =>
      this.parts.restoreListings(client, events),
    );
    const outcomes = await this.inGroups<OrderOutcome>(topics.outcomes, [orderOutcome], takeOutcomes);
    const stock = await this.inGroups<StockEvent>(
      topics.stock,
      [stockLevel, stockSwept],
      async (client, events) => {
        await takeStock(client, events);
      },
    );
    if (held + outcomes + stock === 0) return;
    this.parts.log.warn(
      `the tables were new, and are filled from the topics: ${stock} records of stock, ${outcomes} of orders, ${held} of what JOOR holds`,
    );
  }

  /** Hands on a topic's events of connections that there are, each group in a transaction; gives how many they were. */
  private async inGroups<E extends { readonly connectionId: string }>(
    topic: Topic,
    contracts: readonly EventContract<E>[],
    take: (client: pg.ClientBase, group: readonly E[]) => Promise<void>,
  ): Promise<number> {
    const { pool } = this.parts.database;
    let group: E[] = [];
    let count = 0;
    const flush = async () => {
      if (group.length > 0) await inTransaction(pool, (client) => take(client, group));
      group = [];
    };
    for await (const record of readTopic(this.parts.bus, topic)) {
      const event = readable(contracts, record);
      if (event === null || !this.parts.connections.get(event.connectionId)) continue;
      count += 1;
      if (group.push(event) >= GROUP) await flush();
    }
    await flush();
    return count;
  }
}

/** What cannot be read is among the dead letters already. */
function readable<E>(contracts: readonly EventContract<E>[], { message }: StoredRecord): E | null {
  const type = message.headers?.ce_type?.toString();
  const contract = contracts.find((each) => each.type === type);
  if (contract === undefined || message.value === null) return null;
  try {
    return contract.decode(message.value);
  } catch {
    return null;
  }
}
