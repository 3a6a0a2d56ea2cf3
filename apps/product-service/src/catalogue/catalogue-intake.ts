import { type ProductDetailed, productDetailed, topics } from '@joor-bridge/contracts';
import type { Bus, Received } from '@joor-bridge/messaging';
import { type Database, inTransaction } from '@joor-bridge/persistence';
import type { KillPoints } from '../chaos/kill-points.js';
import { newestStyles } from './newest-styles.js';
import { newerStyles, storeStyles, styleRecord } from './store-styles.js';

/** Takes what is on `wms.products.v1` into the catalogue. */
export class CatalogueIntake {
  constructor(
    private readonly database: Pick<Database, 'pool'>,
    private readonly bus: Pick<Bus, 'publish'>,
    private readonly killPoints: Pick<KillPoints, 'reached'>,
  ) {}

  /** All of them are written, or none. */
  async take(records: readonly Received<ProductDetailed>[]): Promise<void> {
    const events = newestStyles(records.map(({ event }) => event));
    const newer = await inTransaction(this.database.pool, async (client) =>
      newerStyles(client, await storeStyles(client, events)),
    );
    this.killPoints.reached('after-catalogue');
    await this.tellAgain(newer);
    for (const record of records) record.ack();
  }

  /**
   * A style that came after a newer one would be all that compaction leaves of the two. The newer one is put behind
   * it, so that the topic says what the catalogue says.
   */
  private async tellAgain(events: readonly ProductDetailed[]): Promise<void> {
    await this.bus.publish(topics.products, events.map(styleRecord(productDetailed.type)));
  }
}
