import type { Settings } from '@joor-bridge/contracts';
import type pg from 'pg';
import { computationOf, computedUnder, markAllChanged, recomputeGroup } from '../available/recompute.js';
import { fenced, type Publishing } from './publishing.js';

/**
 * Computes all that has changed, group by group; everything where the settings that matter have.
 * @returns how many SKUs
 * @throws LeaseLost
 */
export async function computeChanged(
  pool: pg.Pool,
  publishing: Publishing,
  settings: Settings,
  warehouse: string | null,
): Promise<number> {
  await computeUnder(pool, publishing, settings, warehouse);
  const computation = computationOf(publishing, settings, warehouse);
  let computed = 0;
  for (;;) {
    const some = await fenced(pool, publishing, (client) => recomputeGroup(client, computation));
    if (some === 0) return computed;
    computed += some;
  }
}

/** The pending orders that JOOR subtracted, or did not, are in what it holds: all figures are sent once more. */
const FORGET = `update listings set acknowledged = null
  where connection_id = $1 and world = $2 and acknowledged is not null`;

async function computeUnder(
  pool: pg.Pool,
  publishing: Publishing,
  settings: Settings,
  warehouse: string | null,
): Promise<void> {
  const under = computedUnder(settings, warehouse);
  const decPending = settings['inventory.decPending'];
  const asBefore = publishing.computedUnder === under && publishing.decPending === decPending;
  if (asBefore) return;
  await fenced(pool, publishing, async (client) => {
    const known = await client.query<{ under: string | null; pending: string | null }>(
      'select computed_under as under, dec_pending as pending from publishing where lease_id = $1',
      [publishing.lease.id],
    );
    const [row] = known.rows;
    if (row?.under !== under) await markAllChanged(client, publishing);
    if (row?.pending && row.pending !== decPending) {
      await client.query(FORGET, [publishing.connectionId, publishing.world]);
    }
    await client.query(
      'update publishing set computed_under = $2, dec_pending = $3, warehouse = $4 where lease_id = $1',
      [publishing.lease.id, under, decPending, warehouse],
    );
  });
}
