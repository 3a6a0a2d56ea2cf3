import {
  type EventContract,
  type ProductDetailed,
  type ProductHeld,
  productDetailed,
  productHeld,
  type Topic,
  topics,
} from '@joor-bridge/contracts';
import { type Bus, readTopic } from '@joor-bridge/messaging';
import { ensureFilled } from '@joor-bridge/persistence';
import type { ConnectionsTable, Log } from '@joor-bridge/service-kit';
import type pg from 'pg';
import { newestStyles } from '../catalogue/newest-styles.js';
import { storeStyles } from '../catalogue/store-styles.js';

const GROUP = 200;

/** Intake knows again what it has told, so that the next reading tells only what differs. */
const REMEMBER = `
  insert into told_styles (connection_id, world, style, revision, listed, observed_at)
  select connection_id, world, style, revision, listed, observed_at from styles
  on conflict (connection_id, world, style) do nothing`;

/**
 * Makes tables that were lost anew from the topics: the catalogue from `wms.products.v1`, what JOOR holds from
 * `joor.products.v1`. Not in the topics, and so lost: past pulls and runs, and what was refused. A connection that was
 * deleted is on the topics still, and stays forgotten.
 */
export class ProductRebuild {
  constructor(
    private readonly parts: {
      readonly pool: pg.Pool;
      readonly bus: Bus;
      readonly connections: Pick<ConnectionsTable, 'get'>;
      readonly restoreHeld: (pool: pg.Pool, events: readonly ProductHeld[]) => Promise<void>;
      readonly log: Pick<Log, 'info'>;
    },
  ) {}

  /** Resolves when the tables are whole: nothing may be consumed or applied before. One process at a time sees to it. */
  async ensureWhole(): Promise<void> {
    await ensureFilled(this.parts.pool, 'products_origin', () => this.rebuild());
  }

  /** May be begun again after it was cut off: each part takes in what it knows already without harm. */
  private async rebuild(): Promise<void> {
    const { pool, log, restoreHeld } = this.parts;
    const styles = await this.inGroups<ProductDetailed>(topics.products, productDetailed, async (group) => {
      await storeStyles(pool, newestStyles(group));
    });
    await pool.query(REMEMBER);
    const held = await this.inGroups<ProductHeld>(topics.productsHeld, productHeld, (group) =>
      restoreHeld(pool, group),
    );
    if (styles + held > 0) {
      log.info(`the tables are rebuilt: ${styles} records of styles, ${held} of what JOOR holds`);
    }
  }

  /** Hands on a topic's events of connections that there are; gives how many they were. */
  private async inGroups<E extends { readonly connectionId: string }>(
    topic: Topic,
    contract: EventContract<E>,
    take: (group: readonly E[]) => Promise<void>,
  ): Promise<number> {
    let group: E[] = [];
    let count = 0;
    for await (const { message } of readTopic(this.parts.bus, topic)) {
      const event = readable(contract, message.value);
      if (event === null || !this.parts.connections.get(event.connectionId)) continue;
      group.push(event);
      count += 1;
      if (group.length < GROUP) continue;
      await take(group);
      group = [];
    }
    if (group.length > 0) await take(group);
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
