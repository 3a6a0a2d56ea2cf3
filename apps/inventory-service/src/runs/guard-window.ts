import type { Lease } from '@joor-bridge/persistence';
import type pg from 'pg';

/** What is believed to be in JOOR of a row `l`, while a request is on its way, too. */
export const HELD = 'coalesce(l.acknowledged, l.held_before, l.last_known)';

/** The same when the guard's window began. `p` is the connection's row of `publishing`. */
export const HELD_AT_FIRST = `coalesce(case when l.guarded_since = p.guard_since then l.guarded end, ${HELD})`;

/**
 * A landslide comes in parts, too: page by page of one reading, or with each of many readings. So the guard holds what
 * is wanted against what JOOR held when its window began, not against what the part before has left.
 */
const WINDOW_HOURS = 24;

/** A run begins: where the window is over, another does. */
export async function renewGuardWindow(
  db: pg.Pool | pg.ClientBase,
  { lease }: { readonly lease: Lease },
): Promise<void> {
  await db.query(
    `update publishing set guard_since = clock_timestamp()
     where lease_id = $1 and guard_since < clock_timestamp() - ${WINDOW_HOURS} * interval '1 hour'`,
    [lease.id],
  );
}

/** A person has agreed to what is in JOOR now: the guard counts from here. */
export async function beginGuardWindow(
  db: pg.Pool | pg.ClientBase,
  { lease }: { readonly lease: Lease },
): Promise<void> {
  await db.query('update publishing set guard_since = clock_timestamp() where lease_id = $1', [lease.id]);
}
