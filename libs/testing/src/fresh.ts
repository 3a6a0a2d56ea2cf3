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
  return {
    url: databaseUrl(baseUrl, name),
    name,
    drop: () => runOnServer(baseUrl, `drop database if exists ${name} with (force)`),
  };
}

/** Makes a database when the server has none of that name. Gives its address. */
export async function ensureDatabase(baseUrl: string, name: string): Promise<string> {
  await runOnServer(baseUrl, `create database ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
    const exists = error instanceof pg.DatabaseError && error.code === '42P04';
    if (!exists) throw error;
  });
  return databaseUrl(baseUrl, name);
}

function databaseUrl(baseUrl: string, name: string): string {
  const url = new URL(baseUrl);
  url.pathname = `/${name}`;
  return url.href;
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
