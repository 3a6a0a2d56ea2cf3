import type { FutureStock, ItemIdentity } from '@joor-bridge/contracts';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { RecentLine } from './available-to-sell.js';
import type { KnownLevel } from './wanted.js';

/** A level as it is kept, with what the explanation of it needs. */
export interface StoredLevel extends KnownLevel {
  readonly note: string | null;
}

export interface Stock {
  readonly levels: ReadonlyMap<string, readonly StoredLevel[]>;
  readonly recent: ReadonlyMap<string, readonly RecentLine[]>;
}

interface LevelRow {
  sku: string;
  warehouse: string;
  available: number;
  future: FutureStock[];
  true_at: Date;
  listed: boolean;
  identity: ItemIdentity;
  note: string | null;
}

/** An unchanged level is as true as the last whole reading, unless that could not take what it said of it. */
const LEVELS = `
  select l.sku, l.warehouse, l.available, l.future,
    case when l.doubted then l.as_of else greatest(l.as_of, s.as_of) end as true_at, l.listed, l.identity, l.note
  from stock_levels l left join stock_sweeps s using (connection_id, world)
  where l.connection_id = $1 and l.world = $2 and l.sku = any($3::text[])`;

const RECENT = `
  select sku, order_id as "orderId", quantity, delivered_at as "deliveredAt" from recent_lines
  where connection_id = $1 and world = $2 and sku = any($3::text[])`;

/** Levels and recent orders of some SKUs. */
export async function readStock(
  client: pg.ClientBase | pg.Pool,
  { connectionId, world }: Place,
  skus: readonly string[],
): Promise<Stock> {
  const values = [connectionId, world, textArray(skus)];
  const levels = new Map<string, StoredLevel[]>();
  for (const { sku, true_at: trueAt, ...level } of (await client.query<LevelRow>(LEVELS, values)).rows) {
    add(levels, sku, { ...level, trueAt: trueAt.getTime() });
  }
  const recent = new Map<string, RecentLine[]>();
  const lines = await client.query<Omit<RecentLine, 'deliveredAt'> & { sku: string; deliveredAt: Date }>(
    RECENT,
    values,
  );
  for (const { sku, deliveredAt, ...line } of lines.rows) {
    add(recent, sku, { ...line, deliveredAt: deliveredAt.getTime() });
  }
  return { levels, recent };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
