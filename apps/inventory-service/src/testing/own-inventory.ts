import { type Database, openDatabase } from '@joor-bridge/persistence';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import type pg from 'pg';
import { Inventory0001 } from '../schema/inventory-0001.migration.js';

type Row = Record<string, unknown>;

const TABLES = [
  'stock_levels',
  'pending_levels',
  'stock_sweeps',
  'recent_orders',
  'recent_lines',
  'joor_warehouses',
  'changed_skus',
  'stock_news',
  'pull_schedules',
  'pulls',
  'outbox',
  'inventory_origin',
];

/** The tables of stock for one spec file. */
export class OwnInventory {
  private constructor(
    private readonly fresh: FreshDatabase,
    readonly database: Database,
  ) {}

  static async make(serverUrl: string | undefined): Promise<OwnInventory> {
    const fresh = await freshDatabase(serverUrl ?? '');
    const options = { url: fresh.url, schema: 'inventory', migrations: [Inventory0001], poolSize: 6 };
    return new OwnInventory(fresh, await openDatabase(options));
  }

  get pool(): pg.Pool {
    return this.database.pool;
  }

  async rows<R extends Row = Row>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.pool.query<R>(text, values)).rows;
  }

  /** SKUs that are to be computed again; they are not from then on. */
  async takeChanged(): Promise<string[]> {
    const rows = await this.rows<{ sku: string }>('delete from changed_skus returning sku');
    return rows.map(({ sku }) => sku).sort();
  }

  /** When the WMS last said something new of a connection; null: never. */
  async news(connectionId = 'con_1', world = 'production'): Promise<Date | null> {
    const rows = await this.rows<{ newest: Date }>(
      'select newest from stock_news where connection_id = $1 and world = $2',
      [connectionId, world],
    );
    return rows[0]?.newest ?? null;
  }

  async clear(): Promise<void> {
    await this.pool.query(`truncate ${TABLES.join(', ')}`);
  }

  async drop(): Promise<void> {
    await this.database.close();
    await this.fresh.drop();
  }
}
