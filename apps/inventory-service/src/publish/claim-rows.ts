import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { ItemIdentity } from '@joor-bridge/contracts';
import type { InventoryRow } from '@joor-bridge/joor';
import type pg from 'pg';
import { foundBy } from '../available/item.js';
import type { Place } from '../levels/mark-changed.js';
import { HELD } from '../runs/guard-window.js';

/** Rows that this process, and no other, may send now. */
export interface Batch {
  readonly attemptId: string;
  /** By `performance.now()`, before the rows were claimed. */
  readonly claimedAt: number;
  readonly rows: readonly ClaimedRow[];
}

export interface ClaimedRow {
  readonly sku: string;
  readonly item: string;
  readonly day: string;
  readonly row: InventoryRow;
}

/** Where wanted and acknowledged differ, and nothing that is on its way could still land on the same place. */
export const SENDABLE = `l.wanted is not null and l.wanted is distinct from l.acknowledged and l.shadowed_by is null
  and (l.sending_until is null or l.sending_until <= now()) and (l.retry_at is null or l.retry_at <= now())`;

const PLACE_IS_FREE = `not exists (
  select from listings o where o.item = l.item and o.connection_id = l.connection_id and o.world = l.world
    and o.warehouse = l.warehouse and o.day = l.day and o.sku <> l.sku and o.attempt_id is not null
    and o.sending_until > now())`;

/** By their places in the table: a planner that knows nothing of the table yet would read it whole for each batch. */
const claimSql = (which: string): string => `
  with due as (
    select l.ctid as place from listings l
    where l.connection_id = $1 and l.world = $2 and ${which} and ${PLACE_IS_FREE}
    order by l.sku, l.warehouse, l.item, l.day limit $3 for update of l
  )
  update listings l set held_before = l.acknowledged, acknowledged = null, sending = l.wanted, attempt_id = $4,
    sending_until = clock_timestamp() + $5 * interval '1 millisecond', sent_at = now(),
    guarded = case when l.guarded_since = p.guard_since then l.guarded else ${HELD} end, guarded_since = p.guard_since
  from publishing p
  where l.ctid = any(array(select place from due)) and p.connection_id = $1 and p.world = $2
  returning l.sku, l.warehouse, l.item, l.day, l.identity, l.sending`;

const CLAIM_CHANGED = claimSql(SENDABLE);
const CLAIM_ALL = claimSql('l.wanted is not null and l.shadowed_by is null');

interface Row {
  sku: string;
  warehouse: string;
  item: string;
  day: string;
  identity: ItemIdentity;
  sending: number;
}

/**
 * Takes the newest figures of rows that JOOR does not have, and marks them as on their way before they are. Nobody
 * knows what JOOR holds of them until the answer is written.
 * @param landsWithinMs how long a request with them may still land, from now
 * @param all every row there is, for an overwrite
 */
export async function claimRows(
  client: pg.ClientBase,
  { connectionId, world }: Place,
  limit: number,
  landsWithinMs: number,
  all = false,
): Promise<Batch> {
  const attemptId = randomUUID();
  const claimedAt = performance.now();
  const { rows } = await client.query<Row>(all ? CLAIM_ALL : CLAIM_CHANGED, [
    ...[connectionId, world, limit, attemptId, landsWithinMs],
  ]);
  return { attemptId, claimedAt, rows: rows.map(claimedRow) };
}

function claimedRow({ sku, warehouse, item, day, identity, sending }: Row): ClaimedRow {
  const on = day === '' ? null : day;
  return { sku, item, day, row: { warehouse, quantity: sending, on, identity, by: foundBy(item) } };
}
