import type pg from 'pg';

/** Kept beyond the time from which they are in the WMS's own figures, for whoever asks why a figure was what it was. */
const KEPT_DAYS = 30;
const AT_ONCE = 10_000;

/**
 * An order counts for as long as one level of its SKU is older; levels that were swept, and are not doubted, are as old
 * as the sweep.
 */
const LINES = `
  delete from recent_lines where ctid = any(array(
    select r.ctid from recent_lines r
    left join stock_sweeps s using (connection_id, world)
    where r.delivered_at < now() - $1 * interval '1 day'
      and r.delivered_at < $1 * interval '-1 day' + coalesce((
        select min(case when l.doubted then l.as_of else greatest(l.as_of, s.as_of) end) from stock_levels l
        where (l.connection_id, l.world, l.sku) = (r.connection_id, r.world, r.sku)), s.as_of, now())
    limit $2))`;

const ORDERS = `
  delete from recent_orders where ctid = any(array(
    select o.ctid from recent_orders o
    where o.told_at < now() - $1 * interval '1 day'
      and not exists (select from recent_lines r
        where (r.connection_id, r.world, r.order_id) = (o.connection_id, o.world, o.order_id))
    limit $2))`;

/** Takes orders away that the stock has known of for long. @returns how many rows went */
export async function pruneRecent(pool: Pick<pg.Pool, 'query'>): Promise<number> {
  let gone = 0;
  for (const statement of [LINES, ORDERS]) {
    let rows: number;
    do {
      rows = (await pool.query(statement, [KEPT_DAYS, AT_ONCE])).rowCount ?? 0;
      gone += rows;
    } while (rows === AT_ONCE);
  }
  return gone;
}
