import { openDatabase } from '@joor-bridge/persistence';
import { freshDatabase } from '@joor-bridge/testing';
import { Ledger0001 } from './ledger-0001.migration.js';
import { LEDGER_MIGRATIONS } from './migrations.js';

describe('Ledger0002', () => {
  it('adds what it takes to tell a delivery again to a ledger that is in use, and takes it away', async () => {
    const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
    const options = { url: fresh.url, schema: 'router' };
    const first = await openDatabase({ ...options, migrations: [Ledger0001] });
    await first.pool.query(
      "insert into deliveries (connection_id, order_id, revision, state, test_mode) values ('c', '1', 'r', 'delivered', false)",
    );
    await first.close();
    const database = await openDatabase({ ...options, migrations: LEDGER_MIGRATIONS });
    try {
      const { rows } = await database.pool.query('select state, settings_version, lines from deliveries');
      expect(rows).toEqual([{ state: 'delivered', settings_version: null, lines: null }]);
      await database.dataSource.undoLastMigration();
      await expect(database.pool.query('select lines from deliveries')).rejects.toThrow('lines');
    } finally {
      await database.close();
      await fresh.drop();
    }
  });
});
