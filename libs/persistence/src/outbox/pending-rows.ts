import type pg from 'pg';
import type { PendingRow } from './outbox-row.js';

/** Rows in one publish: enough to be quick, small enough for one request to the broker. */
const BATCH = 500;

interface StoredRow {
  position: string;
  id: string;
  topic: string;
  key: string;
  type: string;
  payload: object | null;
  headers: Record<string, string>;
  age: number;
}

/** By PostgreSQL's clock, which also stamped the rows. */
const AGE_MS = '(extract(epoch from clock_timestamp() - created_at) * 1000)::float8';

export interface PendingBatch {
  readonly rows: readonly PendingRow[];
  readonly positions: readonly string[];
  readonly full: boolean;
  /** How old the oldest row is, in milliseconds; null when there is none. */
  readonly oldestMs: number | null;
}

/**
 * The oldest rows that are not published yet. No cursor: a transaction that commits late has a position lower
 * than rows already published, and a cursor would skip it.
 */
export async function readPending(client: pg.ClientBase): Promise<PendingBatch> {
  const { rows } = await client.query<StoredRow>(
    `select position, id, aggregatetype as topic, aggregateid as key, type, payload, headers,
       ${AGE_MS} as age
     from outbox order by position limit ${BATCH}`,
  );
  return {
    rows: rows.map(({ id, topic, key, type, payload, headers }) => ({
      id,
      topic,
      key,
      type,
      value: payload,
      headers,
    })),
    positions: rows.map((row) => row.position),
    full: rows.length === BATCH,
    oldestMs: rows[0]?.age ?? null,
  };
}

/** How old the oldest row is, in milliseconds; null when there is none. */
export async function ageOfOldest(client: pg.ClientBase): Promise<number | null> {
  const { rows } = await client.query<{ age: number }>(
    `select ${AGE_MS} as age from outbox order by position limit 1`,
  );
  return rows[0]?.age ?? null;
}

export async function deletePublished(client: pg.ClientBase, positions: readonly string[]): Promise<void> {
  await client.query('delete from outbox where position = any($1::bigint[])', [positions]);
}
