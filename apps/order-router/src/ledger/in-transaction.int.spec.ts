import type pg from 'pg';
import { OwnLedger } from '../testing/ledger.js';
import { inTransaction } from './in-transaction.js';

let ledger: OwnLedger;
beforeAll(async () => {
  ledger = await OwnLedger.make(process.env.DATABASE_URL);
});
beforeEach(() => ledger.clear());
afterAll(() => ledger.drop());

const write = (client: pg.ClientBase, version = 1) =>
  client.query("insert into settings_versions (connection_id, version, snapshot) values ('c', $1, '{}')", [
    version,
  ]);
const written = async () => (await ledger.rows('select version from settings_versions')).length;

describe('inTransaction', () => {
  it('gives what the work gives, once it is committed', async () => {
    expect(await inTransaction(ledger.pool, async (client) => (await write(client)).rowCount)).toBe(1);
    expect(await written()).toBe(1);
  });

  it('undoes everything when the work fails, and throws on what it threw', async () => {
    const failure = new Error('changed my mind');
    const work = async (client: pg.ClientBase) => {
      await write(client);
      throw failure;
    };
    await expect(inTransaction(ledger.pool, work)).rejects.toBe(failure);
    expect(await written()).toBe(0);
  });

  it('undoes everything when a statement fails', async () => {
    const work = async (client: pg.ClientBase) => {
      await write(client);
      await client.query('select nothing from nowhere');
    };
    await expect(inTransaction(ledger.pool, work)).rejects.toThrow('nowhere');
    expect(await written()).toBe(0);
  });

  it('shows nothing to others before it is committed', async () => {
    await inTransaction(ledger.pool, async (client) => {
      await write(client);
      expect(await written()).toBe(0);
    });
  });

  it('gives its connection back, whatever happens', async () => {
    for (let time = 0; time < 20; time += 1) {
      await inTransaction(ledger.pool, (client) => write(client, 1)).catch(() => undefined);
    }
    expect(await written()).toBe(1);
    expect(ledger.pool.idleCount).toBe(ledger.pool.totalCount);
  });

  it('throws a broken connection away', async () => {
    const work = async (client: pg.PoolClient) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await ledger.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await write(client);
    };
    await expect(inTransaction(ledger.pool, work)).rejects.toThrow();
    await inTransaction(ledger.pool, (client) => write(client));
    expect(await written()).toBe(1);
  });
});
