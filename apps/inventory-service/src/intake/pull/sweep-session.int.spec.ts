import { OwnInventory } from '../../testing/own-inventory.js';
import { SweepSession } from './sweep-session.js';

const PLACE = { connectionId: 'con_1', world: 'production' } as const;
const ROWS = 300;

let own: OwnInventory;
beforeAll(async () => {
  own = await OwnInventory.make(process.env.DATABASE_URL);
});
afterAll(() => own?.drop());

const row = (at: number) => ({
  sku: `S${at}`,
  warehouse: 'East',
  available: at,
  future: [],
  asOf: null,
  identity: { upc: String(at), styleNumber: '', styleIdentifier: '', colorCode: '', size: '' },
  note: null,
});
const scans = async () => {
  const [sum] = await own.rows<{ scans: number }>(
    `select sum(seq_scan)::int as scans from pg_stat_user_tables
     where schemaname = 'inventory' and relname in ('pending_levels', 'stock_levels')`,
  );
  return sum?.scans ?? 0;
};

test('no table is read whole for a row of the list, however small it seems', async () => {
  await own.rows(
    `insert into pending_levels select 'con_1', 'production', 'P' || n, '', now(), gen_random_uuid()
     from generate_series(1, 20) n`,
  );
  await own.rows('analyze pending_levels');
  const before = await scans();
  const session = await SweepSession.open(own.database, PLACE, {
    id: crypto.randomUUID(),
    startedAt: new Date(),
  });
  const dated = Array.from({ length: ROWS }, (_, at) => ({ row: row(at), asOf: new Date() }));
  expect((await session.compare(dated)).differing).toHaveLength(ROWS);
  expect(await session.counts(new Date())).toEqual({ listed: 0, vanished: 0 });
  // what a backend has counted is told at its end
  await session.close();
  await own.rows('select pg_stat_clear_snapshot()');
  expect((await scans()) - before).toBeLessThan(ROWS / 10);
});
