import type { OrderOutcome } from '@joor-bridge/contracts';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { worldOfOrder } from './told-order.js';

/** The name that an order gave last is believed: a warehouse may be renamed in JOOR. */
const LEARN = `
  insert into joor_warehouses as known (connection_id, world, code, name, seen_at)
  select distinct on (connection_id, world, code) * from
    unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
      as seen (connection_id, world, code, name, seen_at)
  order by connection_id, world, code, seen_at desc
  on conflict (connection_id, world, code) do update set name = excluded.name, seen_at = excluded.seen_at
  where known.seen_at < excluded.seen_at`;

/** Learns which name in JOOR belongs to a warehouse code, from orders that carry both. */
export async function learnWarehouses(
  client: pg.ClientBase,
  outcomes: readonly OrderOutcome[],
): Promise<void> {
  const seen = outcomes.flatMap(({ connectionId, orderId, warehouse, at }) => {
    const [code, name] = [warehouse?.code.trim() ?? '', warehouse?.name.trim() ?? ''];
    return code === '' || name === '' ? [] : [{ connectionId, world: worldOfOrder(orderId), code, name, at }];
  });
  if (seen.length === 0) return;
  await client.query(LEARN, [
    textArray(seen.map(({ connectionId }) => connectionId)),
    textArray(seen.map(({ world }) => world)),
    textArray(seen.map(({ code }) => code)),
    textArray(seen.map(({ name }) => name)),
    seen.map(({ at }) => at),
  ]);
}
