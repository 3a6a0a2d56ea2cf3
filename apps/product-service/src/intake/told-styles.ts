import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';

/** What was last put on the topic of a style. */
export interface ToldStyle {
  readonly style: string;
  readonly revision: string;
  readonly listed: boolean;
  readonly observedAt: Date;
}

const PUT = `
  insert into told_styles as known (connection_id, world, style, revision, listed, observed_at)
  select $1, $2, style, revision, listed, $6::timestamptz
  from unnest($3::text[], $4::text[], $5::boolean[]) as row (style, revision, listed) order by style
  on conflict (connection_id, world, style) do update set
    revision = excluded.revision, listed = excluded.listed, observed_at = excluded.observed_at
  where known.observed_at <= excluded.observed_at`;

/**
 * Styles that were told and not seen since a whole reading began: neither read nor found unreadable. What is still on
 * its way to the catalogue is left for the next time.
 */
const VANISHED = `
  select t.style, s.product, s.revision from told_styles t join styles s using (connection_id, world, style)
  where t.connection_id = $1 and t.world = $2 and t.listed and t.observed_at < $3 and s.observed_at < $3
    and not exists (
      select from refused_products r
      where (r.connection_id, r.world, r.style) = (t.connection_id, t.world, t.style) and r.seen_at >= $3
    )
    and t.style > $4
  order by t.style limit $5`;

/** The memory of intake: what it has put on the topic, which may not have come back yet. */
export class ToldStyles {
  constructor(private readonly pool: pg.Pool) {}

  async of({ connectionId, world }: Scope, styles: readonly string[]): Promise<Map<string, ToldStyle>> {
    const { rows } = await this.pool.query<ToldStyle>(
      `select style, revision, listed, observed_at as "observedAt" from told_styles
       where connection_id = $1 and world = $2 and style = any($3::text[])`,
      [connectionId, world, textArray(styles)],
    );
    return new Map(rows.map((row) => [row.style, row]));
  }

  /** To be called when the broker has them. What is known to have been observed later stays. */
  async put(
    { connectionId, world }: Scope,
    styles: readonly Pick<ToldStyle, 'style' | 'revision' | 'listed'>[],
    observedAt: Date,
  ): Promise<void> {
    if (styles.length === 0) return;
    await this.pool.query(PUT, [
      connectionId,
      world,
      textArray(styles.map(({ style }) => style)),
      textArray(styles.map(({ revision }) => revision)),
      styles.map(({ listed }) => listed),
      observedAt,
    ]);
  }

  /** Styles that a whole reading, begun then, has not met; page by page. */
  async vanished<P>(
    { connectionId, world }: Scope,
    began: Date,
    after: string,
    size: number,
  ): Promise<readonly { style: string; revision: string; product: P }[]> {
    const values = [connectionId, world, began, after, size];
    return (await this.pool.query<{ style: string; revision: string; product: P }>(VANISHED, values)).rows;
  }
}
