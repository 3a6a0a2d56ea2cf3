import type { ProductDetail } from '@joor-bridge/contracts';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { CataloguedStyle } from '../map/map-product.js';
import type { Scope } from './scope.js';

/** What the catalogue has of a style, in a word: another word, other content. `queueRun` says the same in SQL. */
export const sourceOf = ({ revision, listed }: Pick<StoredStyle, 'revision' | 'listed'>): string =>
  `${revision}${listed ? '' : ' gone'}`;

/** Styles that are in memory at once. */
const PAGE = 500;

export interface StoredStyle extends CataloguedStyle {
  readonly style: string;
  readonly revision: string;
  readonly observedAt: Date;
  readonly changedAt: Date;
  readonly product: ProductDetail;
}

const COLUMNS = 'style, revision, observed_at as "observedAt", changed_at as "changedAt", listed, product';

const NEXT = `
  select ${COLUMNS} from styles where connection_id = $1 and world = $2 and style > $3
  order by style limit $4`;

const CHOSEN = `
  select ${COLUMNS} from styles where connection_id = $1 and world = $2 and style = any($3::text[])
  order by style`;

const SHARED = `
  select sku, array_agg(distinct style order by style) as styles
  from styles, unnest(skus) as sku where connection_id = $1 and world = $2 and listed
  group by sku having count(distinct style) > 1`;

/** The styles of the WMSs as they are known. */
export class Catalogue {
  constructor(private readonly pool: pg.Pool) {}

  /** All styles of a connection, page by page, sorted; unlisted ones are among them. */
  async *pages({ connectionId, world }: Scope, size = PAGE): AsyncGenerator<readonly StoredStyle[]> {
    let after = '';
    for (;;) {
      const { rows } = await this.pool.query<StoredStyle>(NEXT, [connectionId, world, after, size]);
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < size) return;
      after = last.style;
    }
  }

  /** Those of the styles that are known, sorted. */
  async chosen({ connectionId, world }: Scope, styles: readonly string[]): Promise<StoredStyle[]> {
    const values = [connectionId, world, textArray(styles)];
    return (await this.pool.query<StoredStyle>(CHOSEN, values)).rows;
  }

  /** SKUs that several listed styles have, with those styles: in JOOR a SKU belongs to one. */
  async sharedSkus({ connectionId, world }: Scope): Promise<ReadonlyMap<string, readonly string[]>> {
    const { rows } = await this.pool.query<{ sku: string; styles: string[] }>(SHARED, [connectionId, world]);
    return new Map(rows.map(({ sku, styles }) => [sku, styles]));
  }

  /** When a style was last stored that differs from what was known; null when none ever was. */
  async newest({ connectionId, world }: Scope): Promise<Date | null> {
    const { rows } = await this.pool.query<{ newest: Date }>(
      'select newest from catalogue_news where connection_id = $1 and world = $2',
      [connectionId, world],
    );
    return rows[0]?.newest ?? null;
  }
}

/** For `productMapper`: the other styles that have a SKU, too. */
export const otherStylesIn =
  (shared: ReadonlyMap<string, readonly string[]>) =>
  (sku: string, style: string): readonly string[] =>
    (shared.get(sku) ?? []).filter((other) => other !== style);
