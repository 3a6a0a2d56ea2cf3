import { openDatabase } from '@joor-bridge/persistence';
import { freshDatabase } from '@joor-bridge/testing';
import { Products0001 } from './products-0001.migration.js';
import { Products0002 } from './products-0002.migration.js';

it('makes the tables of what goes out, and takes them away without a trace', async () => {
  const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
  const migrations = [Products0001, Products0002];
  const database = await openDatabase({ url: fresh.url, schema: 'products', migrations });
  const tables = async () => {
    const { rows } = await database.pool.query<{ table_name: string }>(
      "select table_name from information_schema.tables where table_schema = 'products' order by table_name",
    );
    return rows.map((row) => row.table_name);
  };
  const mine = [
    'appliers',
    'held_products',
    'joor_health',
    'run_marks',
    'run_styles',
    'runs',
    'style_states',
  ];
  try {
    expect(await tables()).toEqual(expect.arrayContaining(mine));
    await database.dataSource.undoLastMigration();
    expect((await tables()).filter((name) => mine.includes(name))).toEqual([]);
    await database.dataSource.runMigrations();
    expect(await tables()).toEqual(expect.arrayContaining(mine));
  } finally {
    await database.close();
    await fresh.drop();
  }
});
