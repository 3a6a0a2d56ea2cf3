import { openDatabase } from '@joor-bridge/persistence';
import { freshDatabase } from '@joor-bridge/testing';
import { Ledger0001 } from './ledger-0001.migration.js';
import { LEDGER_MIGRATIONS } from './migrations.js';

describe('Ledger0001', () => {
  it('makes the ledger, and takes it away without a trace', async () => {
    const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
    const database = await openDatabase({ url: fresh.url, schema: 'router', migrations: [Ledger0001] });
    const tables = async () => {
      const { rows } = await database.pool.query<{ table_name: string }>(
        "select table_name from information_schema.tables where table_schema = 'router' order by table_name",
      );
      return rows.map((row) => row.table_name);
    };
    try {
      expect(await tables()).toEqual([
        'attempts',
        'connection_health',
        'deliveries',
        'ledger_origin',
        'migrations',
        'orders',
        'outbox',
        'past_decisions',
        'replays',
        'reviews',
        'revisions',
        'settings_versions',
      ]);
      await database.dataSource.undoLastMigration();
      expect(await tables()).toEqual(['migrations']);
      await database.dataSource.runMigrations();
      expect(await tables()).toHaveLength(12);
    } finally {
      await database.close();
      await fresh.drop();
    }
  });

  it('keeps the hot update off every index: none is on a column that a result changes', async () => {
    const fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
    const database = await openDatabase({ url: fresh.url, schema: 'router', migrations: LEDGER_MIGRATIONS });
    try {
      const { rows } = await database.pool.query<{ indexdef: string }>(
        "select indexdef from pg_indexes where schemaname = 'router' and tablename = 'deliveries'",
      );
      const hot = ['state', 'attempts', 'attempt_id', 'lease_until', 'wms_order_id', 'reason', 'settled_at'];
      for (const { indexdef } of rows) {
        const columns = indexdef.slice(indexdef.indexOf('('));
        for (const column of hot) expect(columns).not.toMatch(new RegExp(`\\b${column}\\b`));
      }
    } finally {
      await database.close();
      await fresh.drop();
    }
  });
});
