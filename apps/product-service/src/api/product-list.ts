import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import type {
  ProductPageView,
  ProductSearch,
  ProductSummary,
  ReasonView,
  RefusedPage,
  UnmappedCategoryView,
} from './product-dto.js';

const DEFAULT_LIMIT = 50;

/** A style's columns as every list and detail reads them. */
export const SUMMARY = `s.style, s.product->>'name' as name, s.listed, s.changed_at as "changedAt",
  json_array_length(s.product->'variants') as variants, coalesce(t.state, 'new') as state,
  coalesce(t.reason, t.refusals->0->>'reason') as reason, h.held->>'id' as "joorId"`;

export const STYLES = `styles s
  left join style_states t using (connection_id, world, style)
  left join held_products h using (connection_id, world, style)`;

export type SummaryRow = Omit<ProductSummary, 'connectionId' | 'changedAt'> & { readonly changedAt: Date };

export const toSummary = (connectionId: string, row: SummaryRow): ProductSummary => ({
  connectionId,
  style: row.style,
  name: row.name,
  listed: row.listed,
  variants: row.variants,
  state: row.state,
  reason: row.reason,
  joorId: row.joorId,
  changedAt: row.changedAt.toISOString(),
});

/** Styles of a connection by their number, a page at a time. */
export async function listProducts(
  pool: pg.Pool,
  { connectionId, world }: Scope,
  { search, state, after, limit = DEFAULT_LIMIT }: Omit<ProductSearch, 'connection'>,
): Promise<ProductPageView> {
  const { rows } = await pool.query<SummaryRow>(
    `select ${SUMMARY} from ${STYLES}
     where s.connection_id = $1 and s.world = $2 and s.style > $3
       and ($4::text is null or strpos(lower(s.style), lower($4)) > 0 or strpos(lower(s.product->>'name'), lower($4)) > 0)
       and ($5::text is null or coalesce(t.state, 'new') = $5)
     order by s.style limit $6`,
    [connectionId, world, after ?? '', search ?? null, state ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) => toSummary(connectionId, row)),
    next: rows.length > limit ? (page.at(-1)?.style ?? null) : null,
  };
}

interface RefusedRow {
  style: string;
  name: string | null;
  refusals: ReasonView[];
  reason: string | null;
}

const REFUSED_AT_ONCE = 200;

/** Styles that cannot be in JOOR, and why. */
export async function listRefused(
  pool: pg.Pool,
  { connectionId, world }: Scope,
  after: string | undefined,
): Promise<RefusedPage> {
  const { rows } = await pool.query<RefusedRow>(
    `select t.style, s.product->>'name' as name, t.refusals, t.reason
     from style_states t left join styles s using (connection_id, world, style)
     where t.connection_id = $1 and t.world = $2 and t.state = 'refused' and t.style > $3
     order by t.style limit ${REFUSED_AT_ONCE + 1}`,
    [connectionId, world, after ?? ''],
  );
  const page = rows.slice(0, REFUSED_AT_ONCE);
  return {
    items: page.map(({ style, name, refusals, reason }) => ({
      style,
      name: name ?? '',
      reasons: refusals,
      joorSays: reason,
    })),
    next: rows.length > REFUSED_AT_ONCE ? (page.at(-1)?.style ?? null) : null,
  };
}

/** Categories of the WMS that no category of JOOR was found for, those of the most styles first. */
export async function listUnmapped(
  pool: pg.Pool,
  { connectionId, world }: Scope,
): Promise<UnmappedCategoryView[]> {
  const { rows } = await pool.query<UnmappedCategoryView>(
    `select category, count(*)::int as styles from style_states, unnest(unmapped) as category
     where connection_id = $1 and world = $2 group by category order by styles desc, category limit 1000`,
    [connectionId, world],
  );
  return rows;
}
