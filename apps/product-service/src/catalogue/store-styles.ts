import type { ProductDetailed } from '@joor-bridge/contracts';
import { textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { styleKey } from './newest-styles.js';

/** Rows in the order of the key, so that two transactions never wait for each other. */
const STORE = `
  with incoming as (
    select connection_id, world, style, workspace_id, revision, observed_at, listed, product::json,
      array(select variant ->> 'sku' from json_array_elements(product::json -> 'variants') as variant) as skus
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[],
      $8::text[]) as row (connection_id, world, style, workspace_id, revision, observed_at, listed, product)
    order by 1, 2, 3
  ), written as (
    insert into styles as known
      (connection_id, world, style, workspace_id, revision, observed_at, listed, product, skus)
    select * from incoming
    on conflict (connection_id, world, style) do update set
      workspace_id = excluded.workspace_id, revision = excluded.revision, observed_at = excluded.observed_at,
      listed = excluded.listed, product = excluded.product, skus = excluded.skus,
      changed_at = case when (known.revision, known.listed) is distinct from (excluded.revision, excluded.listed)
        then now() else known.changed_at end
    where known.observed_at <= excluded.observed_at
    returning connection_id, world, style, changed_at = now() as differs
  ), news as (
    insert into catalogue_news as known (connection_id, world, newest)
    select connection_id, world, max(clock_timestamp()) from written where differs group by 1, 2
    on conflict (connection_id, world) do update set newest = greatest(known.newest, excluded.newest)
  )
  select connection_id as "connectionId", world, style from written`;

interface Written {
  readonly connectionId: string;
  readonly world: ProductDetailed['world'];
  readonly style: string;
}

/**
 * Writes styles, at most one event each; one that is older than what is known changes nothing.
 * @returns those that were not written, for that
 */
export async function storeStyles(
  client: pg.Pool | pg.ClientBase,
  events: readonly ProductDetailed[],
): Promise<ProductDetailed[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query<Written>(STORE, valuesOf(events));
  if (rows.length === events.length) return [];
  const key = ({ connectionId, world, style }: Written) => [connectionId, world, style].join('\n');
  const written = new Set(rows.map(key));
  return events.filter(
    ({ connectionId, world, product }) =>
      !written.has(key({ connectionId, world, style: product.styleNumber })),
  );
}

function valuesOf(events: readonly ProductDetailed[]): unknown[] {
  const texts = (pick: (event: ProductDetailed) => string) => textArray(events.map(pick));
  return [
    texts(({ connectionId }) => connectionId),
    texts(({ world }) => world),
    texts(({ product }) => product.styleNumber),
    texts(({ workspaceId }) => workspaceId),
    texts(({ revision }) => revision),
    timestampArray(events.map(({ observedAt }) => Date.parse(observedAt))),
    events.map(({ listed }) => listed),
    texts(({ product }) => JSON.stringify(product, withoutNul)),
  ];
}

/** PostgreSQL holds no NUL in a text. */
const withoutNul = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '') : value;

const NEWER = `
  select i.n::int, known.workspace_id as "workspaceId", known.revision, known.observed_at as "observedAt",
    known.listed, known.product
  from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[]) with ordinality
    as i (connection_id, world, style, observed_at, n)
  join styles known using (connection_id, world, style)
  where known.observed_at > i.observed_at order by i.n`;

type Known = Omit<ProductDetailed, 'observedAt'> & { readonly n: number; readonly observedAt: Date };

/** Of events that came too late: the newer ones that are known instead. */
export async function newerStyles(
  client: pg.Pool | pg.ClientBase,
  late: readonly ProductDetailed[],
): Promise<ProductDetailed[]> {
  if (late.length === 0) return [];
  const { rows } = await client.query<Known>(NEWER, [
    textArray(late.map(({ connectionId }) => connectionId)),
    textArray(late.map(({ world }) => world)),
    textArray(late.map(({ product }) => product.styleNumber)),
    timestampArray(late.map(({ observedAt }) => Date.parse(observedAt))),
  ]);
  return rows.flatMap(({ n, observedAt, ...known }) => {
    const event = late[n - 1];
    return event ? [{ ...event, ...known, observedAt: observedAt.toISOString() }] : [];
  });
}

export const styleRecord = (type: string) => (event: ProductDetailed) => ({
  key: styleKey(event),
  type,
  subject: event.product.styleNumber,
  value: event,
});
