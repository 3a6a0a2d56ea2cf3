import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database.js';
import { openDatabase } from './open-database.js';

class CreateThings1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table things (id int primary key, at timestamptz not null default now())');
    await runner.query('insert into things (id) values (1)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table things');
  }
}

class Broken1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half (id int)');
    await runner.query('select no_such_function()');
  }
  async down(): Promise<void> {}
}

class Slow1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select pg_sleep(0.4)');
  }
  async down(): Promise<void> {}
}

/** A way to PostgreSQL that can swallow what is sent, as a network does without a word. */
class Way {
  private swallows = false;
  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
    private readonly target: URL,
  ) {}

  static async to(url: string): Promise<Way> {
    const target = new URL(url);
    const sockets = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      near.on('data', (bytes) => way.swallows || far.write(bytes));
      far.on('data', (bytes) => way.swallows || near.write(bytes));
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one);
        one.on('error', () => undefined).on('close', () => other.destroy());
      }
    });
    const way = new Way(server, sockets, target);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return way;
  }

  get url(): string {
    const url = new URL(this.target);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  swallow(): void {
    this.swallows = true;
  }

  open(): void {
    this.swallows = false;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

describe('openDatabase', () => {
  let own: FreshDatabase;
  const open: Database[] = [];

  const start = async (schema: string, more: object = {}) => {
    const options = { url: own.url, schema, migrations: [CreateThings1700000000001], ...more };
    const database = await openDatabase(options);
    open.push(database);
    return database;
  };

  beforeAll(async () => {
    own = await freshDatabase(process.env.DATABASE_URL ?? '');
  });
  afterAll(async () => {
    await Promise.all(open.map((database) => database.close()));
    await own.drop();
  });

  it('makes the schema, migrates it, and sees it first on every connection', async () => {
    const database = await start('poller');

    const { rows } = await database.pool.query('select current_schema() as schema, count(*) from things');
    expect(rows).toEqual([{ schema: 'poller', count: '1' }]);
    expect(await database.dataSource.query('select id from things')).toEqual([{ id: 1 }]);
    const dedicated = await database.connect();
    expect((await dedicated.query('select id from things')).rows).toEqual([{ id: 1 }]);
    await dedicated.end();
  });

  it('speaks UTC whatever the server speaks', async () => {
    const database = await start('utc');

    const { rows } = await database.pool.query(`select '2026-01-01T00:00:00Z'::timestamptz::text as at`);
    expect(rows[0].at).toBe('2026-01-01 00:00:00+00');
  });

  it('is dropped by the server half a minute after its host fell silent, in the pool and outside it', async () => {
    const database = await start('silent');
    const settings = `select name, setting from pg_settings where name like 'tcp%' order by name`;

    const dedicated = await database.connect();
    for (const { rows } of [await database.pool.query(settings), await dedicated.query(settings)]) {
      expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
        tcp_keepalives_count: '3',
        tcp_keepalives_idle: '15',
        tcp_keepalives_interval: '5',
        tcp_user_timeout: '20000',
      });
    }
    await dedicated.end();
  });

  describe('when the way to PostgreSQL swallows what is sent', () => {
    let way: Way;
    let database: Database;
    beforeAll(async () => {
      way = await Way.to(own.url);
      database = await start('swallowed', { url: way.url, queryTimeoutMs: 300, poolSize: 1 });
    });
    afterAll(() => way.close());
    afterEach(() => way.open());

    it('a query is given up, and the next one has another connection', async () => {
      await database.ping();
      way.swallow();
      await expect(database.pool.query('select 1')).rejects.toThrow('Query read timeout');
      way.open();
      await database.ping();
    });

    it('so is a transaction of TypeORM, and one by hand', async () => {
      await database.ping();
      way.swallow();
      const work = database.dataSource.transaction((manager) => manager.query('select 1'));
      await expect(work).rejects.toThrow('Query read timeout');
      way.open();
      const client = await database.pool.connect();
      way.swallow();
      await expect(client.query('select 1')).rejects.toThrow('Query read timeout');
      client.release();
      way.open();
      await database.ping();
    });

    it('a connection outside the pool gives up as well', async () => {
      const dedicated = await database.connect();
      way.swallow();
      await expect(dedicated.query('select 1')).rejects.toThrow('Query read timeout');
      await dedicated.end();
    });
  });

  it('gives a migration all the time it takes', async () => {
    const database = await start('slow', { migrations: [Slow1700000000003], queryTimeoutMs: 100 });
    await expect(database.pool.query('select pg_sleep(1)')).rejects.toThrow('Query read timeout');
    expect((await database.pool.query('select count(*)::int from migrations')).rows).toEqual([{ count: 1 }]);
  });

  it('keeps a connection whose statement failed', async () => {
    const database = await start('failing', { poolSize: 1 });
    const pid = async () => (await database.dataSource.query('select pg_backend_pid() as pid'))[0].pid;
    const before = await pid();
    await expect(database.dataSource.query('select no_such_column')).rejects.toThrow('does not exist');
    expect(await pid()).toBe(before);
  });

  it('migrates once when four processes start together', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => start('together')));

    const { rows } = await (all[0] as Database).pool.query('select count(*) from migrations');
    expect(rows).toEqual([{ count: '1' }]);
  });

  it('keeps schemas of one database apart', async () => {
    const [a, b] = [await start('one'), await start('two')];

    await a.pool.query('insert into things (id) values (2)');
    expect((await b.pool.query('select id from things')).rows).toEqual([{ id: 1 }]);
  });

  it('leaves nothing of a migration that failed, and says what failed', async () => {
    const told: string[] = [];
    const tell = (_: object, message: string) => void told.push(message);
    const failing = openDatabase({
      log: { info: tell, warn: tell, error: tell },
      url: own.url,
      schema: 'broken',
      migrations: [CreateThings1700000000001, Broken1700000000002],
    });

    await expect(failing).rejects.toThrow('no_such_function');
    expect(told).toContainEqual(expect.stringContaining('Migration "Broken1700000000002" failed'));
    const database = await start('broken');
    expect((await database.pool.query(`select to_regclass('half') as half`)).rows).toEqual([{ half: null }]);
  });

  it('survives that PostgreSQL ends all its connections, idle and busy', async () => {
    const database = await start('survivor');
    const idle = await database.pool.connect();
    idle.release();
    const busy = await database.pool.connect();

    const killer = new pg.Client(own.url);
    await killer.connect();
    await killer.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'joor-bridge survivor'`);
    await killer.end();

    await expect(busy.query('select 1')).rejects.toThrow();
    busy.release(true);
    await eventually(() => database.ping().then(() => true));
  });

  it('closes twice without complaint', async () => {
    const database = await start('closing');

    await database.close();
    await expect(database.close()).resolves.toBeUndefined();
  });

  it('refuses a schema name that would need quoting', async () => {
    await expect(start('Robert"; drop')).rejects.toThrow('is no schema name');
  });

  it('names the address, never the password, when nobody answers', async () => {
    const failing = openDatabase({
      url: 'postgres://bridge:hunter2@127.0.0.1:9/nowhere',
      schema: 'any',
      migrations: [],
      waitMs: 0,
    });

    await expect(failing).rejects.toThrow(
      /^PostgreSQL at 127\.0\.0\.1:9\/nowhere cannot be used: .*DATABASE_URL\.$/,
    );
    await expect(failing).rejects.not.toThrow('hunter2');
  });

  it('does not wait for a database that PostgreSQL says is not there', async () => {
    const url = own.url.replace(own.name, 'no_such_database');

    await expect(openDatabase({ url, schema: 'any', migrations: [] })).rejects.toThrow('does not exist');
  });
});
