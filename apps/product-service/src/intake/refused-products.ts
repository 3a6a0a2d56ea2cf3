import { textArray } from '@joor-bridge/persistence';
import type { RefusedProduct } from '@joor-bridge/wms';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';

export interface KeptRefusal extends RefusedProduct {
  /** Whether it was read or pushed. */
  readonly source: 'pull' | 'push';
  readonly seenAt: Date;
}

/** Longest names and reasons that are kept. */
const LONGEST = 500;

const PUT = `
  insert into refused_products (connection_id, world, style, reason, source, seen_at)
  select distinct $1, $2, style, reason, $5, $6::timestamptz
  from unnest($3::text[], $4::text[]) as row (style, reason) order by style, reason
  on conflict (connection_id, world, style, reason) do update set
    source = excluded.source, seen_at = greatest(refused_products.seen_at, excluded.seen_at)`;

/** Products that could not be read, with the reasons, as long as they can't. */
export class RefusedProducts {
  constructor(private readonly pool: pg.Pool) {}

  async put(
    { connectionId, world }: Scope,
    refused: readonly RefusedProduct[],
    source: KeptRefusal['source'],
    seenAt: Date,
  ): Promise<void> {
    if (refused.length === 0) return;
    const cut = (text: string) => text.slice(0, LONGEST);
    const styles = textArray(refused.map(({ styleNumber }) => cut(styleNumber)));
    const reasons = textArray(refused.map(({ reason }) => cut(reason)));
    await this.pool.query(PUT, [connectionId, world, styles, reasons, source, seenAt]);
  }

  /** Those that could be read now are refused no more. */
  async clear({ connectionId, world }: Scope, styles: readonly string[], seenAt: Date): Promise<void> {
    await this.pool.query(
      `delete from refused_products
       where connection_id = $1 and world = $2 and style = any($3::text[]) and seen_at < $4`,
      [connectionId, world, textArray(styles), seenAt],
    );
  }

  /** Those that a whole reading, begun then, has not met are gone from the WMS. */
  async clearUnseen({ connectionId, world }: Scope, began: Date): Promise<void> {
    await this.pool.query(
      `delete from refused_products
       where connection_id = $1 and world = $2 and source = 'pull' and seen_at < $3`,
      [connectionId, world, began],
    );
  }

  /** Whether any was met since then that does not say which style it is. */
  async anyNamelessSince({ connectionId, world }: Scope, began: Date): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `select from refused_products
       where connection_id = $1 and world = $2 and style = '' and seen_at >= $3 limit 1`,
      [connectionId, world, began],
    );
    return rowCount === 1;
  }

  async list({ connectionId, world }: Scope, limit = 1_000): Promise<KeptRefusal[]> {
    const { rows } = await this.pool.query<KeptRefusal>(
      `select style as "styleNumber", reason, source, seen_at as "seenAt" from refused_products
       where connection_id = $1 and world = $2 order by style, reason limit $3`,
      [connectionId, world, limit],
    );
    return rows;
  }
}
