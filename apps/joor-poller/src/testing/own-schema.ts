import { type Database, openDatabase } from '@joor-bridge/persistence';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { CreatePollerTables1700000000001 } from '../schema/create-poller-tables.js';

/** A database with the poller's tables for one spec file, and as many doors to it as there are processes. */
export class OwnSchema {
  private readonly opened: Database[] = [];

  private constructor(private readonly fresh: FreshDatabase) {}

  static async make(serverUrl: string | undefined): Promise<OwnSchema> {
    return new OwnSchema(await freshDatabase(serverUrl ?? ''));
  }

  /** What one process has of it. */
  async open(): Promise<Database> {
    const migrations = [CreatePollerTables1700000000001];
    const database = await openDatabase({ url: this.fresh.url, schema: 'poller', migrations, poolSize: 4 });
    this.opened.push(database);
    return database;
  }

  async drop(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
    await this.fresh.drop();
  }
}
