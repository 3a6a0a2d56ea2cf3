import type pg from 'pg';
import type { DataSource } from 'typeorm';

/**
 * Brings a schema to the newest version. Processes that start together take turns by an advisory lock on
 * `lock`, a connection of its own: the lock goes when the caller ends it.
 * @returns the names of the migrations that ran
 */
export async function migrate(lock: pg.Client, dataSource: DataSource, schema: string): Promise<string[]> {
  await lock.query('select pg_advisory_lock(hashtext($1))', [`migrate:${schema}`]);
  await lock.query(`create schema if not exists ${schema}`);
  await dataSource.initialize();
  const done = await dataSource.runMigrations({ transaction: 'each' });
  return done.map((migration) => migration.name);
}
