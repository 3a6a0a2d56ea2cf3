import type { StockLevel } from '@joor-bridge/contracts';
import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';

const NEWER = `
  select i.n::int, known.available, known.future, known.as_of as "asOf", known.listed, known.identity, known.note,
    known.doubted
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) with ordinality
    as i (connection_id, world, sku, warehouse, as_of, n)
  join stock_levels known using (connection_id, world, sku, warehouse)
  where known.as_of > i.as_of order by i.n`;

type Known = Pick<StockLevel, 'available' | 'future' | 'listed' | 'identity' | 'note' | 'doubted'> & {
  readonly n: number;
  readonly asOf: Date;
};

/** Of levels that came too late: the newer ones that are known instead. */
export async function newerLevels(client: pg.ClientBase, late: readonly StockLevel[]): Promise<StockLevel[]> {
  if (late.length === 0) return [];
  const texts = (pick: (level: StockLevel) => string) => textArray(late.map(pick));
  const { rows } = await client.query<Known>(NEWER, [
    texts(({ connectionId }) => connectionId),
    texts(({ world }) => world),
    texts(({ sku }) => sku),
    texts(({ warehouse }) => warehouse),
    timestampArray(late.map(({ asOf }) => Date.parse(asOf))),
  ]);
  return rows.flatMap(({ n, asOf, ...known }) => {
    const level = late[n - 1];
    return level ? [{ ...level, ...known, asOf: asOf.toISOString() }] : [];
  });
}
