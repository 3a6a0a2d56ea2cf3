import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A prefix for topics and groups that nobody else has, e.g. `t3f9a1c-`. */
export const freshPrefix = (): string => `t${randomBytes(4).toString('hex')}-`;

export interface FreshDatabase {
  readonly url: string;
  readonly name: string;
  /** Ends what is still connected to it and removes it. */
  drop(): Promise<void>;
}

/** A database of its own on the server of `baseUrl`, empty; one per spec file, dropped after it. */
export async function freshDatabase(baseUrl: string): Promise<FreshDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await runOnServer(baseUrl, `create database ${name}`);
  const url = new URL(baseUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    drop: () => runOnServer(baseUrl, `drop database if exists ${name} with (force)`),
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
