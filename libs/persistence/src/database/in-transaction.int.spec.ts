import { type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import { inTransaction } from './in-transaction.js';

let fresh: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  fresh = await freshDatabase(process.env.DATABASE_URL ?? '');
  pool = new pg.Pool({ connectionString: fresh.url, max: 3 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  await pool.query('create table notes (note int primary key)');
});
beforeEach(() => pool.query('truncate notes'));
afterAll(async () => {
  await pool.end();
  await fresh.drop();
});

const write = (client: pg.ClientBase, note = 1) => client.query('insert into notes values ($1)', [note]);
const written = async () => (await pool.query('select from notes')).rowCount;

describe('inTransaction', () => {
  it('gives what the work gives, once it is committed', async () => {
    expect(await inTransaction(pool, async (client) => (await write(client)).rowCount)).toBe(1);
    expect(await written()).toBe(1);
  });

  it('undoes everything when the work fails, and throws on what it threw', async () => {
    const failure = new Error('changed my mind');
    const work = async (client: pg.ClientBase) => {
      await write(client);
      throw failure;
    };
    await expect(inTransaction(pool, work)).rejects.toBe(failure);
    expect(await written()).toBe(0);
  });

  it('shows nothing to others before it is committed', async () => {
    await inTransaction(pool, async (client) => {
      await write(client);
      expect(await written()).toBe(0);
    });
  });

  it('gives its connection back, whatever happens', async () => {
    for (let time = 0; time < 20; time += 1) {
      await inTransaction(pool, (client) => write(client)).catch(() => undefined);
    }
    expect(await written()).toBe(1);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('throws a broken connection away', async () => {
    const work = async (client: pg.PoolClient) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await write(client);
    };
    await expect(inTransaction(pool, work)).rejects.toThrow();
    await inTransaction(pool, (client) => write(client));
    expect(await written()).toBe(1);
  });
});
