import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { shownAddress } from './connection-settings.js';
import type { Log } from './database.js';

const RETRY_MS = 500;

/** Worth waiting for: nobody listens yet, the name is not known yet, or the server is still starting up. */
const STARTING = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03']);

/**
 * Connects as soon as PostgreSQL takes connections.
 * @throws a sentence that says which address did not answer within `waitMs`, or why it refused
 */
export async function awaitPostgres(
  settings: pg.ClientConfig,
  options: { waitMs: number; log: Log },
): Promise<pg.Client> {
  const address = shownAddress(settings.connectionString ?? '');
  const deadline = Date.now() + options.waitMs;
  for (let told = false; ; told = true) {
    const client = new pg.Client(settings);
    // A connection that breaks while idle reports it here only; its next query fails and tells the caller.
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isStarting(error) || Date.now() >= deadline) throw unreachable(address, error);
      if (!told) options.log.info({ address }, `waiting for PostgreSQL at ${address}`);
      await pause(RETRY_MS);
    }
  }
}

function isStarting(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isStarting);
  return STARTING.has(String(Reflect.get(Object(error), 'code')));
}

function unreachable(address: string, cause: unknown): Error {
  const reason =
    cause instanceof AggregateError
      ? cause.errors.map(String).join('; ')
      : cause instanceof Error
        ? cause.message
        : String(cause);
  return new Error(`PostgreSQL at ${address} cannot be used: ${reason}. Start it, or correct DATABASE_URL.`, {
    cause,
  });
}
