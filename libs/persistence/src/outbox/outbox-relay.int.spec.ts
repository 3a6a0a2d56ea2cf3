import { eventually, type FreshDatabase, freshDatabase } from '@joor-bridge/testing';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { addToOutbox } from './add-to-outbox.js';
import { CREATE_OUTBOX } from './outbox-migration.js';
import { OutboxRelay } from './outbox-relay.js';
import type { PendingRow } from './outbox-row.js';

class CreateOutbox1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CREATE_OUTBOX) await runner.query(statement);
  }
  async down(): Promise<void> {}
}

const row = (key: string, n: number) => ({ topic: 'things.v1', key, type: 'thing.v1', value: { n } });

describe('OutboxRelay', () => {
  let own: FreshDatabase;
  let database: Database;
  let relays: OutboxRelay[];
  let published: PendingRow[];
  let publish: (rows: readonly PendingRow[]) => Promise<void>;

  beforeAll(async () => {
    own = await freshDatabase(process.env.DATABASE_URL ?? '');
  });
  afterAll(() => own.drop());

  beforeEach(async () => {
    const schema = `s_${Math.random().toString(36).slice(2)}`;
    database = await openDatabase({ url: own.url, schema, migrations: [CreateOutbox1700000000001] });
    relays = [];
    published = [];
    publish = async (rows) => void published.push(...rows);
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await database.close();
  });

  const startRelay = () => {
    const relay = new OutboxRelay({ database, publish: (rows) => publish(rows) });
    relays.push(relay);
    relay.start();
    return relay;
  };
  const add = async (...rows: Parameters<typeof addToOutbox>[1]) => {
    const client = await database.pool.connect();
    await addToOutbox(client, rows).finally(() => client.release());
  };
  const waiting = async () =>
    Number((await database.pool.query('select count(*) from outbox')).rows[0].count);
  const numbers = (key: string) => published.filter((one) => one.key === key).map((one) => one.value);
  const killHolder = async () => {
    const killer = new pg.Client(own.url);
    await killer.connect();
    const { rowCount } = await killer.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and a.application_name = $1`,
      [`joor-bridge ${database.schema}`],
    );
    await killer.end();
    return rowCount;
  };

  it('publishes what was committed, whole, and forgets it', async () => {
    startRelay();
    await add({ ...row('a', 1), headers: { why: 'test' } }, { ...row('b', 0), value: null });

    await eventually(() => published.length === 2);
    expect(published).toMatchObject([
      { topic: 'things.v1', key: 'a', type: 'thing.v1', value: { n: 1 }, headers: { why: 'test' } },
      { key: 'b', value: null, headers: {} },
    ]);
    expect(published[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
    await eventually(async () => (await waiting()) === 0);
  });

  it('never publishes what was rolled back', async () => {
    startRelay();
    await expect(
      database.dataSource.transaction(async (manager) => {
        await addToOutbox(manager, [row('a', 1)]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await add(row('b', 2));

    await eventually(() => published.length > 0);
    expect(published.map((one) => one.key)).toEqual(['b']);
  });

  it('does not skip a row whose transaction commits after later ones were published', async () => {
    startRelay();
    const late = await database.pool.connect();
    await late.query('begin');
    await addToOutbox(late, [row('late', 1)]);
    await add(row('early', 2));
    await eventually(() => published.length === 1);

    await late.query('commit');
    late.release();
    await eventually(() => published.length === 2);
    expect(published.map((one) => one.key)).toEqual(['early', 'late']);
  });

  it('keeps text that JSON can hold and jsonb cannot', async () => {
    startRelay();
    const value = { text: '\u0000 \ud800 "quoted" \u2028', big: 1e21, nested: [{ empty: {} }] };
    await add({ ...row('a', 1), value });

    await eventually(() => published.length === 1);
    expect(published[0]?.value).toEqual(value);
  });

  it('keeps the order of each key over many batches', async () => {
    const rows = Array.from({ length: 1_700 }, (_, n) => row(`key-${n % 7}`, n));
    await add(...rows);
    startRelay();

    await eventually(() => published.length === rows.length);
    for (let key = 0; key < 7; key += 1) {
      const expected = rows.filter((one) => one.key === `key-${key}`).map((one) => one.value);
      expect(numbers(`key-${key}`)).toEqual(expected);
    }
  });

  it('tries again when publishing fails, says so meanwhile, and loses nothing', async () => {
    let broken = true;
    publish = async (rows) => {
      if (broken) throw new Error('no broker');
      published.push(...rows);
    };
    const relay = startRelay();
    await add(row('a', 1), row('a', 2));

    await eventually(() => relay.trouble === 'no broker');
    expect(await waiting()).toBe(2);
    broken = false;
    await eventually(() => published.length === 2 && relay.trouble === undefined);
    expect(numbers('a')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('has one active relay among three', async () => {
    let atOnce = 0;
    let most = 0;
    publish = async (rows) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(setImmediate);
      published.push(...rows);
      atOnce -= 1;
    };
    for (let n = 0; n < 3; n += 1) startRelay();
    for (let n = 0; n < 100; n += 1) await add(row('a', n));

    await eventually(() => published.length >= 100);
    expect(numbers('a')).toEqual(Array.from({ length: 100 }, (_, n) => ({ n })));
    expect(most).toBe(1);
  });

  it('publishes what was committed before it is stopped', async () => {
    const relay = startRelay();
    await add(row('a', 0));
    await eventually(() => published.length === 1);

    await add(...Array.from({ length: 1_200 }, (_, n) => row('a', n + 1)));
    await relay.stop();
    expect(published).toHaveLength(1_201);
    expect(await waiting()).toBe(0);
  });

  it('stops at once when the broker is in trouble, and leaves the rows for the next', async () => {
    publish = () => Promise.reject(new Error('no broker'));
    const relay = startRelay();
    await add(row('a', 1));
    await eventually(() => relay.trouble === 'no broker');

    await relay.stop();
    expect(await waiting()).toBe(1);
  });

  it('says so when events are late, though another holds the lock, and is well when they are out', async () => {
    const idle = await database.connect();
    await idle.query('select pg_advisory_lock(hashtext($1))', [`outbox:${database.schema}`]);
    await add(row('a', 1));
    await database.pool.query(`update outbox set created_at = now() - interval '75 seconds'`);
    const relay = startRelay();

    await eventually(() => /the oldest event .* has waited for 7\d s/.test(relay.trouble ?? ''));
    await idle.end();
    await eventually(() => published.length === 1 && relay.trouble === undefined);
  });

  it('says that events are late while a publish hangs', async () => {
    let answer: () => void = () => undefined;
    publish = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await add(row('a', 1));
    await database.pool.query(`update outbox set created_at = now() - interval '2 minutes'`);
    const relay = startRelay();

    await eventually(() => /has waited for 12\d s/.test(relay.trouble ?? ''));
    answer();
    await eventually(() => relay.trouble === undefined);
  });

  it('passes on to another relay when the active one stops', async () => {
    const first = startRelay();
    await add(row('a', 1));
    await eventually(() => published.length === 1);
    startRelay();
    await first.stop();

    await add(row('a', 2));
    await eventually(() => published.length === 2);
  });

  it('carries on, in order, each time the connection that holds the lock is killed', async () => {
    startRelay();
    startRelay();
    for (let n = 0; n < 60; n += 1) {
      await add(row('a', n));
      if (n % 20 === 10) await eventually(async () => (await killHolder()) === 1);
    }

    await eventually(async () => (await waiting()) === 0, { timeoutMs: 20_000 });
    const firstSeen = [...new Set(numbers('a').map((value) => JSON.stringify(value)))];
    expect(firstSeen).toEqual(Array.from({ length: 60 }, (_, n) => JSON.stringify({ n })));
  });

  it('gives a row the same id when it is published a second time', async () => {
    let tries = 0;
    publish = async (rows) => {
      published.push(...rows);
      tries += 1;
      if (tries === 1) throw new Error('the answer was lost');
    };
    startRelay();
    await add(row('a', 1));

    await eventually(() => published.length === 2);
    expect(published[0]?.id).toBe(published[1]?.id);
  });
});
