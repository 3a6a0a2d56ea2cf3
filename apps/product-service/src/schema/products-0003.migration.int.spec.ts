import { openDatabase } from '@joor-bridge/persistence';
import { freshDatabase } from '@joor-bridge/testing';
import { Products0001 } from './products-0001.migration.js';
import { Products0002 } from './products-0002.migration.js';
import { Products0003 } from './products-0003.migration.js';

it('makes the table of what is found in JOOR, and takes it away without a trace', async () => {
  const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
  const migrations = [Products0001, Products0002, Products0003];
  const database = await openDatabase({ url: fresh.url, schema: 'products', migrations });
  const isThere = async () => {
    const { rows } = await database.pool.query<{ name: string | null }>(
      "select to_regclass('products.found_styles')::text as name",
    );
    return rows[0]?.name !== null;
  };
  try {
    expect(await isThere()).toBe(true);
    await database.dataSource.undoLastMigration();
    expect(await isThere()).toBe(false);
    await database.dataSource.runMigrations();
    expect(await isThere()).toBe(true);
  } finally {
    await database.close();
    await fresh.drop();
  }
});
