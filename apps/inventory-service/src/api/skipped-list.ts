import type pg from 'pg';
import { fromCursor, toCursor } from './cursor.js';
import type { PageQuery, SkippedPage, SkippedView } from './inventory.dto.js';
import { isOff, onlyOrdered } from './off.js';
import type { VisibleConnection } from './visible-connections.js';

const DEFAULT_LIMIT = 50;

const SKIPPED = `
  select sku, kind, min(reason) as reason, min(retry_at) as retry_at from (
    select sku, 'skipped' as kind, reason, null::timestamptz as retry_at from skipped_skus s
    where connection_id = $1 and world = $2 and not ${onlyOrdered('$6')}
    union all
    select sku, 'skipped', 'SKU ' || shadowed_by || ' is the same item in JOOR and speaks for it.', null from listings
    where connection_id = $1 and world = $2 and shadowed_by is not null and listed
    union all
    select sku, 'refused', refusal, retry_at from listings
    where connection_id = $1 and world = $2 and refusal is not null
  ) all_of_them
  where (sku, kind) > ($3, $4)
  group by sku, kind order by sku, kind limit $5`;

/** SKUs that JOOR is not told of, or does not take, with their reasons. */
export async function listSkipped(
  pool: pg.Pool,
  connection: VisibleConnection,
  { after, limit = DEFAULT_LIMIT }: PageQuery,
): Promise<SkippedPage> {
  const [sku, kind] = fromCursor(after, 2) ?? ['', ''];
  const { connectionId, world } = connection;
  const off = isOff(connection);
  const values = [connectionId, world, sku, kind, limit + 1, off];
  const { rows } = await pool.query<Omit<SkippedView, 'retryAt'> & { retry_at: Date | null }>(
    SKIPPED,
    values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map(({ retry_at, ...row }) => ({ ...row, retryAt: retry_at?.toISOString() ?? null })),
    off,
    next: last ? toCursor(last.sku, last.kind) : null,
  };
}
