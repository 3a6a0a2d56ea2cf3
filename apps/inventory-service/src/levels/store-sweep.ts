import type { StockSwept } from '@joor-bridge/contracts';
import type pg from 'pg';
import { type Place, type PlacedSku } from './mark-changed.js';

const KNOWN = 'select as_of as "asOf" from stock_sweeps where connection_id = $1 and world = $2 for update';

const STORE = `
  insert into stock_sweeps as known (connection_id, world, as_of, levels) values ($1, $2, $3, $4)
  on conflict (connection_id, world) do update set as_of = excluded.as_of, levels = excluded.levels
  where known.as_of < excluded.as_of
  returning as_of`;

/** Orders that were subtracted until now and are in the WMS's figures since. */
const RELEASED = `
  select distinct connection_id as "connectionId", world, sku from recent_lines
  where connection_id = $1 and world = $2 and delivered_at <= $3 and ($4::timestamptz is null or delivered_at > $4)`;

export interface StoredSweep {
  /** False: a later one is known. */
  readonly moved: boolean;
  readonly changed: readonly PlacedSku[];
}

/** Moves the time at which all levels of a connection hold; never back. */
export async function storeSweep(client: pg.ClientBase, swept: StockSwept): Promise<StoredSweep> {
  const place: [Place['connectionId'], Place['world']] = [swept.connectionId, swept.world];
  const { rows: known } = await client.query<{ asOf: Date }>(KNOWN, place);
  const { rowCount } = await client.query(STORE, [...place, swept.asOf, swept.levels]);
  if (rowCount === 0) return { moved: false, changed: [] };
  const released = await client.query<PlacedSku>(RELEASED, [...place, swept.asOf, known[0]?.asOf ?? null]);
  return { moved: true, changed: released.rows };
}
