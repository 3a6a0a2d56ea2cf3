import { inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { markChanged, noteNews, type PlacedSku } from '../levels/mark-changed.js';

const AT_ONCE = 10_000;

const PAST = `
  select distinct connection_id as "connectionId", world, sku from listings
  where day <> '' and day < $1 and wanted > 0 and (connection_id, world, sku) > ($2, $3, $4)
  order by 1, 2, 3 limit ${AT_ONCE}`;

/** The calendar day in UTC, `YYYY-MM-DD`. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/**
 * Has SKUs computed again of which JOOR is told stock for a day that is over, and sent without waiting for the WMS to
 * say something.
 * @returns how many SKUs
 */
export async function markPastDays(pool: pg.Pool, day: string = today()): Promise<number> {
  let marked = 0;
  let last: PlacedSku | undefined;
  for (;;) {
    const after = [last?.connectionId ?? '', last?.world ?? '', last?.sku ?? ''];
    const { rows } = await pool.query<PlacedSku>(PAST, [day, ...after]);
    if (rows.length === 0) return marked;
    await inTransaction(pool, async (client) => {
      await markChanged(client, rows);
      await noteNews(client, rows);
    });
    marked += rows.length;
    last = rows.at(-1);
  }
}
