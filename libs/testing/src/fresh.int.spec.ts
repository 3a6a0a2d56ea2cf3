import pg from 'pg';
import { type FreshDatabase, freshDatabase, freshPrefix } from './fresh.js';
import { ensureDatabase, type RunningPostgres, resolvePostgres } from './infrastructure/index.js';

let postgres: RunningPostgres;
let database: FreshDatabase;

beforeAll(async () => {
  postgres = await resolvePostgres();
  database = await freshDatabase(postgres.url);
});
afterAll(async () => {
  await database.drop();
  await postgres.stop();
});

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('freshDatabase', () => {
  it('is empty, and is the one its address leads to', async () => {
    const rows = await ask(
      database.url,
      "select current_database() as name, count(*)::int as tables from pg_tables where schemaname = 'public'",
    );
    expect(rows).toEqual([{ name: database.name, tables: 0 }]);
  });

  it('goes away when it is dropped, even while someone is connected', async () => {
    const other = await freshDatabase(postgres.url);
    const client = new pg.Client(other.url);
    const cut = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    await other.drop();
    await cut;
    const rows = await ask(postgres.url, `select 1 from pg_database where datname = '${other.name}'`);
    expect(rows).toEqual([]);
  });
});

describe('ensureDatabase', () => {
  it('makes a database once and is content when it is there', async () => {
    const name = `${database.name}_kept`;
    const first = await ensureDatabase(postgres.url, name);
    await ask(first, 'create table kept (id int)');
    expect(await ensureDatabase(postgres.url, name)).toBe(first);
    expect(await ask(first, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }]);
    await ask(postgres.url, `drop database ${name}`);
  });
});

describe('freshPrefix', () => {
  it('never repeats, and is good for a topic name', () => {
    const prefixes = Array.from({ length: 100 }, freshPrefix);
    expect(new Set(prefixes).size).toBe(100);
    expect(prefixes.every((prefix) => /^[a-z0-9-]+$/.test(prefix))).toBe(true);
  });
});
