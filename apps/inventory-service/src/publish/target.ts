import type { Settings } from '@joor-bridge/contracts';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';

/** The JOOR warehouse that figures are written to, or why there is none. */
export type Target =
  | { readonly warehouse: string; readonly obstacle: null }
  | { readonly warehouse: string | null; readonly obstacle: string };

const NO_CODE = 'Warehouse Code is blank. Inventory needs it: enter the code of the JOOR warehouse.';

const LEARNT = `select name from joor_warehouses
  where connection_id = $1 and world = $2 and trim(code) = $3 order by seen_at desc limit 1`;

/**
 * JOOR wants the warehouse's name, which must exist there (contradictions, row 3): as it is set by hand, else as it
 * was learnt from orders that carry the code. It is never guessed.
 * @param learnt the name that orders with the code carry, null while none has come
 */
export function targetOf(settings: Settings, learnt: string | null): Target {
  const code = settings['joor.warehouseCode'].trim();
  const warehouse = settings['inventory.joorWarehouse'].trim() || learnt?.trim() || null;
  if (code === '') return { warehouse, obstacle: NO_CODE };
  if (warehouse !== null) return { warehouse, obstacle: null };
  const obstacle = `The name of JOOR's warehouse ${code} is not known: no order with that code has come yet. Wait for one, or enter JOOR Warehouse Name.`;
  return { warehouse, obstacle };
}

export async function readTarget(
  pool: pg.Pool,
  { connectionId, world }: Place,
  settings: Settings,
): Promise<Target> {
  const code = settings['joor.warehouseCode'].trim();
  if (code === '') return targetOf(settings, null);
  const { rows } = await pool.query<{ name: string }>(LEARNT, [connectionId, world, code]);
  return targetOf(settings, rows[0]?.name ?? null);
}
