import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import { type Reconciliation, reconciliationsOf } from '../reconcile/reconciliations.js';
import { fromNumberCursor, toCursor } from './cursor.js';
import type { DriftPage, DriftView, PageQuery, ReconciliationView } from './inventory.dto.js';

const DEFAULT_LIMIT = 50;
const SHOWN = 10;

const DRIFT = `
  select seq, reconciliation_id as "reconciliationId", sku, warehouse, nullif(day, '') as "on", believed, held,
    found_at as "foundAt"
  from drift where connection_id = $1 and world = $2 and ($3::bigint is null or seq < $3)
  order by seq desc limit $4`;

/** Figures that JOOR did not hold as it was told, newest first. */
export async function listDrift(
  pool: pg.Pool,
  { connectionId, world }: Place,
  { after, limit = DEFAULT_LIMIT }: PageQuery,
): Promise<DriftPage> {
  const values = [connectionId, world, fromNumberCursor(after), limit + 1];
  const { rows } = await pool.query<Omit<DriftView, 'foundAt'> & { seq: string; foundAt: Date }>(
    DRIFT,
    values,
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const reconciliations = await reconciliationsOf(pool, connectionId, SHOWN);
  return {
    reconciliations: reconciliations.map(reconciliationView),
    items: page.map(({ seq, foundAt, ...row }) => ({ ...row, foundAt: foundAt.toISOString() })),
    next: last ? toCursor(last.seq) : null,
  };
}

function reconciliationView({
  id,
  state,
  pages,
  compared,
  drifted,
  reason,
  ...times
}: Reconciliation): ReconciliationView {
  const { startedAt, finishedAt } = times;
  const moments = { startedAt: startedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
  return { id, state, pages, compared, drifted, reason, ...moments };
}
