import { type Database, openDatabase } from '@joor-bridge/persistence';
import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import { Products0001 } from '../schema/products-0001.migration.js';
import { Products0002 } from '../schema/products-0002.migration.js';
import { Products0003 } from '../schema/products-0003.migration.js';

type Row = Record<string, unknown>;

/** A database with the service's tables for one spec file, and as many doors to it as there are processes. */
export class OwnProducts {
  private readonly opened: Database[] = [];

  private constructor(
    private readonly fresh: FreshDatabase,
    readonly database: Database,
  ) {
    this.opened.push(database);
  }

  static async make(serverUrl: string | undefined): Promise<OwnProducts> {
    const fresh = await freshDatabase(serverUrl ?? '');
    return new OwnProducts(fresh, await open(fresh.url));
  }

  get pool() {
    return this.database.pool;
  }

  /** What another process has of it. */
  async another(): Promise<Database> {
    const database = await open(this.fresh.url);
    this.opened.push(database);
    return database;
  }

  async rows(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  /** Values of the events of a type that wait in the outbox, oldest first. */
  async outbox(type: string): Promise<Row[]> {
    const found = await this.rows('select payload from outbox where type = $1 order by position', [type]);
    return found.map(({ payload }) => payload as Row);
  }

  async clear(): Promise<void> {
    await this.pool.query(
      'truncate held_products, found_styles, appliers, joor_health, style_states, runs, run_styles, run_marks, styles, catalogue_news, outbox',
    );
  }

  async drop(): Promise<void> {
    await Promise.all(this.opened.map((database) => database.close()));
    await this.fresh.drop();
  }
}

const open = (url: string): Promise<Database> =>
  openDatabase({
    url,
    schema: 'products',
    migrations: [Products0001, Products0002, Products0003],
    poolSize: 6,
  });
