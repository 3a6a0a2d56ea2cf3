import { openDatabase } from '@joor-bridge/persistence';
import { freshDatabase } from '@joor-bridge/testing';
import { Inventory0001 } from './inventory-0001.migration.js';
import { Inventory0002 } from './inventory-0002.migration.js';
import { Inventory0003 } from './inventory-0003.migration.js';

it('notes overwrites that may still land, and takes that away without a trace', async () => {
  const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
  const migrations = [Inventory0001, Inventory0002, Inventory0003];
  const database = await openDatabase({ url: fresh.url, schema: 'inventory', migrations });
  const columns = async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'inventory' and table_name = 'publishing' and column_name like 'overwrite%' order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  try {
    expect(await columns()).toEqual(['overwrite_id', 'overwrite_until']);
    await database.dataSource.undoLastMigration();
    expect(await columns()).toEqual([]);
    await database.dataSource.runMigrations();
    expect(await columns()).toHaveLength(2);
  } finally {
    await database.close();
    await fresh.drop();
  }
});
