import { OwnInventory } from '../testing/own-inventory.js';

const TABLES = [
  'changed_skus',
  'inventory_origin',
  'joor_warehouses',
  'migrations',
  'outbox',
  'pending_levels',
  'pull_schedules',
  'pulls',
  'recent_lines',
  'recent_orders',
  'stock_levels',
  'stock_news',
  'stock_sweeps',
];

describe('Inventory0001', () => {
  it('makes the tables of stock, and takes them away without a trace', async () => {
    const own = await OwnInventory.make(process.env.DATABASE_URL);
    const tables = async () => {
      const rows = await own.rows<{ table_name: string }>(
        "select table_name from information_schema.tables where table_schema = 'inventory' order by table_name",
      );
      return rows.map((row) => row.table_name);
    };
    try {
      expect(await tables()).toEqual(TABLES);
      await own.database.dataSource.undoLastMigration();
      expect(await tables()).toEqual(['migrations']);
      await own.database.dataSource.runMigrations();
      expect(await tables()).toEqual(TABLES);
    } finally {
      await own.drop();
    }
  });

  it('keeps worlds apart: everything that belongs to a connection is keyed by its world, too', async () => {
    const own = await OwnInventory.make(process.env.DATABASE_URL);
    try {
      const rows = await own.rows<{ table_name: string; keyed: boolean }>(
        `select c.relname as table_name, bool_or(a.attname = 'world') as keyed
         from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
         where i.indisprimary and c.relnamespace = 'inventory'::regnamespace
           and exists (select from pg_attribute where attrelid = c.oid and attname = 'connection_id')
         group by 1 order by 1`,
      );
      expect(rows.filter(({ keyed }) => !keyed).map((row) => row.table_name)).toEqual(['pulls']);
    } finally {
      await own.drop();
    }
  });
});
