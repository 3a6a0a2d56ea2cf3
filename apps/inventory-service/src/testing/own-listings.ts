import { type ItemIdentity, type StockLevel, stockLevel } from '@joor-bridge/contracts';
import { type Database, inTransaction, openDatabase } from '@joor-bridge/persistence';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import type pg from 'pg';
import { takeStock } from '../levels/level-intake.js';
import { markChanged } from '../levels/mark-changed.js';
import { Inventory0001 } from '../schema/inventory-0001.migration.js';
import { Inventory0002 } from '../schema/inventory-0002.migration.js';
import { Inventory0003 } from '../schema/inventory-0003.migration.js';

export const IDENTITY: ItemIdentity = {
  upc: '0001',
  styleNumber: 'LS-100',
  styleIdentifier: 'LS',
  colorCode: 'IVO',
  size: 'S',
};

const TABLES = `stock_levels, pending_levels, stock_sweeps, recent_lines, joor_warehouses, changed_skus, stock_news,
  publishing, listings, skipped_skus, runs, reconciliations, reconcile_schedules, drift, outbox`;

let lastAsOf = Date.parse('2026-11-20T10:00:00Z');

/** A level that is newer than every one before it. Its UPC is made from its SKU. */
export const aNewerLevel = (sku: string, available: number, more: Partial<StockLevel> = {}): StockLevel => {
  lastAsOf += 1_000;
  return stockLevel.parse({
    connectionId: 'con_1',
    workspaceId: 'wsp_1',
    world: 'production',
    sku,
    warehouse: 'East',
    available,
    future: [],
    asOf: new Date(lastAsOf).toISOString(),
    listed: true,
    identity: { ...IDENTITY, upc: `upc-${sku}` },
    note: null,
    ...more,
  });
};

type Row = Record<string, unknown>;

/** All tables of inventory-service for one spec file, and as many doors to them as there are processes. */
export class OwnListings {
  private readonly opened: Database[] = [];

  private constructor(
    private readonly fresh: FreshDatabase,
    readonly database: Database,
  ) {
    this.opened.push(database);
  }

  static async make(serverUrl: string | undefined): Promise<OwnListings> {
    const fresh = await freshDatabase(serverUrl ?? '');
    return new OwnListings(fresh, await open(fresh.url));
  }

  get pool(): pg.Pool {
    return this.database.pool;
  }

  /** What another process has of it. */
  async another(): Promise<Database> {
    const database = await open(this.fresh.url);
    this.opened.push(database);
    return database;
  }

  async rows(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, values)).rows;
  }

  async clear(): Promise<void> {
    await this.pool.query(`truncate ${TABLES}`);
  }

  /** Levels as the intake leaves them: stored, marked as changed, and told as news. */
  async stock(...levels: readonly StockLevel[]): Promise<void> {
    await inTransaction(this.pool, (client) => takeStock(client, levels));
  }

  /** An order that was delivered, as the intake leaves it. */
  async delivered(orderId: string, sku: string, quantity: number, deliveredAt: Date): Promise<void> {
    const place = { connectionId: 'con_1', world: 'production' } as const;
    await inTransaction(this.pool, async (client) => {
      await client.query(
        `insert into recent_lines (connection_id, world, order_id, sku, quantity, delivered_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [place.connectionId, place.world, orderId, sku, quantity, deliveredAt],
      );
      await markChanged(client, [{ ...place, sku }]);
    });
  }

  async drop(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
    await this.fresh.drop();
  }
}

const open = (url: string): Promise<Database> =>
  openDatabase({
    url,
    schema: 'inventory',
    migrations: [Inventory0001, Inventory0002, Inventory0003],
    poolSize: 6,
  });
