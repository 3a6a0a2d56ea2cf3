import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { Example } from './examples.js';
import type { Figures } from './guard.js';
import { HELD, HELD_AT_FIRST } from './guard-window.js';

/** Shown with a run that waits. */
const MOST_EXAMPLES = 20;

const bySku = (before: string): string => `
  select l.sku, bool_or(l.listed) as listed,
    sum(${before}) filter (where l.day = '') as before, coalesce(sum(l.wanted) filter (where l.day = ''), 0) as after,
    coalesce(sum(${before}), 0) as all_before, coalesce(sum(l.wanted), 0) as all_after
  from listings l left join publishing p using (connection_id, world)
  where l.connection_id = $1 and l.world = $2 and l.wanted is not null and l.shadowed_by is null
  group by l.sku`;

const FIGURES = `
  select count(*) filter (where listed or before > 0)::int as listed,
    count(*) filter (where before > 0 and after = 0)::int as zeroed,
    coalesce(sum(all_before), 0)::float8 as "totalBefore", coalesce(sum(all_after), 0)::float8 as "totalAfter"
  from (${bySku(HELD_AT_FIRST)}) sku`;

const EXAMPLES = `
  select sku, before::float8 as before, after::float8 as after from (${bySku(HELD)}) sku
  where before is distinct from after
  order by greatest(coalesce(before, 0) - after, 0) desc, after desc, sku limit ${MOST_EXAMPLES}`;

/**
 * What sending all that is wanted would come to, with what was sent since the guard's window began. Of skipped SKUs and
 * of those that others speak for nothing is said.
 */
export async function readFigures(
  db: pg.Pool | pg.ClientBase,
  { connectionId, world }: Place,
): Promise<Figures> {
  const { rows } = await db.query<Figures>(FIGURES, [connectionId, world]);
  return rows[0] ?? { listed: 0, zeroed: 0, totalBefore: 0, totalAfter: 0 };
}

/** The SKUs that would lose most, then those that would win most. */
export async function readExamples(
  db: pg.Pool | pg.ClientBase,
  { connectionId, world }: Place,
): Promise<Example[]> {
  return (await db.query<Example>(EXAMPLES, [connectionId, world])).rows;
}

/** Whether nothing was ever sent: what is in JOOR then is somebody else's doing. */
export async function isFirst(db: pg.Pool | pg.ClientBase, { connectionId, world }: Place): Promise<boolean> {
  const { rows } = await db.query<{ sent: boolean }>(
    `select exists (
       select from listings where connection_id = $1 and world = $2 and (sent_at is not null or last_known is not null)
     ) as sent`,
    [connectionId, world],
  );
  return !rows[0]?.sent;
}
