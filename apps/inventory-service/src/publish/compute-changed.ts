import type { ConnectionSnapshot } from '@joor-bridge/contracts';
import type pg from 'pg';
import { computationOf, computedUnder } from '../available/computation.js';
import { today } from '../available/past-days.js';
import { markAllChanged, recomputeGroup } from '../available/recompute.js';
import type { Place } from '../levels/mark-changed.js';
import { fenced, type Publishing } from './publishing.js';

/**
 * Computes all that has changed, group by group; everything where the settings that matter have.
 * @returns how many SKUs
 * @throws LeaseLost
 */
export async function computeChanged(
  pool: pg.Pool,
  publishing: Publishing,
  snapshot: ConnectionSnapshot,
  warehouse: string | null,
): Promise<number> {
  await computeUnder(pool, publishing, snapshot, warehouse);
  const computation = computationOf(publishing, snapshot.settings, warehouse, today());
  let computed = 0;
  for (;;) {
    const some = await fenced(pool, publishing, (client) => recomputeGroup(client, computation));
    if (some === 0) return computed;
    computed += some;
  }
}

/** The pending orders that JOOR subtracted, or did not, are in what it holds: all figures are sent once more. */
const SEND_AGAIN = `update listings set acknowledged = null, held_before = null
  where connection_id = $1 and world = $2 and (acknowledged is not null or held_before is not null)`;

/** Another account holds nothing of all this, and what is on its way goes to the one before: it begins anew. */
const NEVER_SENT = `update listings set acknowledged = null, acknowledged_at = null, held_before = null, last_known = null,
    guarded = null, guarded_since = null, sending = null, attempt_id = null, sending_until = null, sent_at = null,
    tries = 0, retry_at = null, refusal = null, log_id = null
  where connection_id = $1 and world = $2`;

const NOTHING_LANDS = `update publishing set overwrite_id = null, overwrite_until = null
  where connection_id = $1 and world = $2`;

interface Under {
  readonly under: string | null;
  readonly pending: string | null;
  readonly account: string | null;
}

async function computeUnder(
  pool: pg.Pool,
  publishing: Publishing,
  { settings, joorAccount }: ConnectionSnapshot,
  warehouse: string | null,
): Promise<void> {
  const now: Under = {
    under: computedUnder(settings, warehouse),
    pending: settings['inventory.decPending'],
    account: joorAccount.trim() || publishing.account,
  };
  const { computedUnder: under, decPending: pending, account } = publishing;
  if (sameAs(now, { under, pending, account })) return;
  await fenced(pool, publishing, async (client) => {
    const known = await client.query<Under>(
      'select computed_under as under, dec_pending as pending, account from publishing where lease_id = $1',
      [publishing.lease.id],
    );
    const [row] = known.rows;
    if (row && !sameAs(row, now)) await follow(client, publishing, row, now);
    await client.query(
      `update publishing set computed_under = $2, dec_pending = $3, account = $4, warehouse = $5
       where lease_id = $1`,
      [publishing.lease.id, now.under, now.pending, now.account, warehouse],
    );
  });
}

const sameAs = (one: Under, other: Under): boolean =>
  one.under === other.under && one.pending === other.pending && one.account === other.account;

async function follow(client: pg.ClientBase, place: Place, before: Under, now: Under): Promise<void> {
  const values = [place.connectionId, place.world];
  const elsewhere = before.account !== null && before.account !== now.account;
  if (before.under !== now.under || elsewhere) await markAllChanged(client, place);
  if (elsewhere) {
    await client.query(NEVER_SENT, values);
    await client.query(NOTHING_LANDS, values);
  } else if (before.pending && before.pending !== now.pending) await client.query(SEND_AGAIN, values);
}
