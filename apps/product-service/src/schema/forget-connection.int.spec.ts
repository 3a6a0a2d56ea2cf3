import { aProduct, RunStage } from '../testing/run-stage.js';
import { forgetConnection } from './forget-connection.js';

let stage: RunStage;
beforeAll(async () => {
  stage = await RunStage.make(process.env.DATABASE_URL);
});
beforeEach(() => stage.clear());
afterAll(() => stage.applying.close());

const TABLES = `
select table_name as name from information_schema.columns
where table_schema = current_schema() and column_name = 'connection_id' and table_name <> 'pull_schedules' order by 1`;

const rowsOf = async (connectionId: string) => {
  const counts: Record<string, number> = {};
  for (const { name } of await stage.own.rows(TABLES)) {
    const found = await stage.own.rows(`select from ${name} where connection_id = $1`, [connectionId]);
    counts[String(name)] = found.length;
  }
  return counts;
};

/** One row in each table, whatever it says. */
async function fill(connectionId: string): Promise<void> {
  for (const { name } of await stage.own.rows(TABLES)) {
    const columns = await stage.own.rows(
      `select column_name as name, data_type as type from information_schema.columns
       where table_schema = current_schema() and table_name = $1 and is_identity = 'NO'
         and (is_nullable = 'NO' or column_name = 'connection_id')`,
      [name],
    );
    const values = columns.map((column) =>
      column.name === 'connection_id' ? `'${connectionId}'` : ANY[String(column.type)],
    );
    const names = columns.map((column) => column.name);
    await stage.own.pool.query(`insert into ${name} (${names}) values (${values}) on conflict do nothing`);
  }
}

const ANY: Readonly<Record<string, string>> = {
  text: "'any'",
  integer: '1',
  boolean: 'true',
  uuid: 'gen_random_uuid()',
  json: "'[]'",
  ARRAY: "'{}'",
  'timestamp with time zone': 'now()',
};

describe('a connection that was deleted', () => {
  it('leaves nothing in any table, and nothing of another is touched', async () => {
    await fill('con_gone');
    await fill('con_kept');
    const kept = await rowsOf('con_kept');
    expect(Object.values(kept).every((count) => count === 1)).toBe(true);
    await forgetConnection(stage.own.pool, 'con_gone');
    expect(Object.values(await rowsOf('con_gone')).every((count) => count === 0)).toBe(true);
    expect(await rowsOf('con_kept')).toEqual(kept);
  });

  it('while it is written to JOOR: what is answered is not written down any more', async () => {
    await stage.establish(aProduct('ST-1'));
    await stage.stock(aProduct('ST-1', { name: 'Renamed' }));
    await stage.run();
    const forgotten: Promise<void>[] = [];
    await stage.applying.apply({
      beforeWrite: () => void forgotten.push(forgetConnection(stage.own.pool, 'con_1')),
    });
    await Promise.all(forgotten);
    expect(Object.values(await rowsOf('con_1')).every((count) => count === 0)).toBe(true);
    expect(await stage.own.rows('select from run_styles')).toEqual([]);
  });
});
