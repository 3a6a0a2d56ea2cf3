import { type StockLevel, type StockSwept, stockKey, stockLevel, topics } from '@joor-bridge/contracts';
import type { Bus, Received } from '@joor-bridge/messaging';
import { type Database, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { KillPoints } from '../kill-points.js';
import { markChanged, noteNews, type Place, type PlacedSku } from './mark-changed.js';
import { newerLevels } from './newer-levels.js';
import { newestLevels } from './newest-levels.js';
import { storeLevels } from './store-levels.js';
import { storeSweep } from './store-sweep.js';

export type StockEvent = StockLevel | StockSwept;

const isLevel = (event: StockEvent): event is StockLevel => 'sku' in event;

/** Takes what is on `wms.stock.v1` into the tables. */
export class LevelIntake {
  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly killPoints: Pick<KillPoints, 'pass'>,
  ) {}

  /** All of them are written, or none. */
  async take(records: readonly Received<StockEvent>[]): Promise<void> {
    const events = records.map(({ event }) => event);
    const newer = await inTransaction(this.database.pool, (client) => takeStock(client, events));
    this.killPoints.pass('after-levels');
    await this.tellAgain(newer);
    for (const record of records) record.ack();
  }

  /**
   * A level that came after a newer one would be all that compaction leaves of the two. The newer one is put behind
   * it, so that the topic says what the table says.
   */
  private async tellAgain(levels: readonly StockLevel[]): Promise<void> {
    await this.bus.publish(topics.stock, levels.map(levelRecord));
  }
}

export const levelRecord = (level: StockLevel) => ({
  key: stockKey(level),
  type: stockLevel.type,
  subject: level.sku,
  value: level,
});

/**
 * Writes levels and sweeps, in the order they came, and marks what has to be computed again.
 * @returns levels that are newer than some that came
 */
export async function takeStock(client: pg.ClientBase, events: readonly StockEvent[]): Promise<StockLevel[]> {
  const stored = await storeLevels(client, newestLevels(events.filter(isLevel)));
  const changed: PlacedSku[] = [...stored.changed];
  const news: Place[] = [...stored.changed];
  for (const event of events) {
    if (isLevel(event)) continue;
    const swept = await storeSweep(client, event);
    changed.push(...swept.changed);
    if (swept.moved) news.push(event);
  }
  const newer = await newerLevels(client, stored.left);
  await markChanged(client, changed);
  await noteNews(client, news);
  return newer;
}
