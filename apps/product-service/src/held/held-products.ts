import { type HeldProduct, heldKey, type ProductHeld, productHeld, topics } from '@joor-bridge/contracts';
import { addToOutbox, textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';

/** What JOOR has acknowledged of a style. */
export interface HeldStyle {
  readonly style: string;
  /** `planRevision` of the style that is wholly in JOOR; null while a part of it is not. */
  readonly revision: string | null;
  readonly held: HeldProduct;
}

/**
 * A later writer's time is always later, whatever its clock says: on the topic the later time holds. Writers of one
 * connection take turns by its lease, so that a key's rows in the outbox have the order of its times.
 */
const PUT = `
insert into held_products as known (connection_id, world, workspace_id, style, revision, held, at)
select $1, $2, $3, style, revision, held::json, date_trunc('milliseconds', clock_timestamp())
from unnest($4::text[], $5::text[], $6::text[]) as row (style, revision, held)
on conflict (connection_id, world, style) do update set
  workspace_id = excluded.workspace_id, revision = excluded.revision, held = excluded.held,
  at = greatest(excluded.at, known.at + interval '1 millisecond')
returning style, at`;

/** Writes down what JOOR has acknowledged and tells of it, both or neither. One entry a style. */
export async function putHeld(
  client: pg.ClientBase,
  { connectionId, world, workspaceId }: Scope & { readonly workspaceId: string },
  styles: readonly HeldStyle[],
): Promise<void> {
  if (styles.length === 0) return;
  const { rows } = await client.query<{ style: string; at: Date }>(PUT, [
    connectionId,
    world,
    workspaceId,
    textArray(styles.map(({ style }) => style)),
    textArray(styles.map(({ revision }) => revision)),
    textArray(styles.map(({ held }) => JSON.stringify(held))),
  ]);
  const times = new Map(rows.map(({ style, at }) => [style, at.toISOString()]));
  const events = styles.flatMap(({ style, revision, held }): ProductHeld[] => {
    const at = times.get(style);
    return at === undefined
      ? []
      : [{ connectionId, workspaceId, world, styleNumber: style, revision, held, at }];
  });
  await addToOutbox(client, events.map(outboxRowOf));
}

const outboxRowOf = (event: ProductHeld) => ({
  topic: topics.productsHeld.name,
  key: heldKey(event.connectionId, event.world, event.styleNumber),
  type: productHeld.type,
  value: event,
});

/** What is known to be in JOOR of these styles; a style that is not there has no entry. */
export async function heldOf(
  client: pg.Pool | pg.ClientBase,
  { connectionId, world }: Scope,
  styles: readonly string[],
): Promise<Map<string, HeldStyle>> {
  const { rows } = await client.query<HeldStyle>(
    `select style, revision, held from held_products
     where connection_id = $1 and world = $2 and style = any($3::text[])`,
    [connectionId, world, textArray(styles)],
  );
  return new Map(rows.map((row) => [row.style, row]));
}

const WITH_SKUS = `
select sku ->> 'externalId' as sku, min(style) as style
from held_products, json_array_elements(held -> 'skus') as sku
where connection_id = $1 and world = $2 and sku ->> 'externalId' = any($3::text[])
group by 1`;

/** Under which style JOOR has SKUs, by the WMS's SKU. Reads all that is held: for what went wrong. */
export async function stylesWith(
  client: pg.Pool | pg.ClientBase,
  { connectionId, world }: Scope,
  skus: readonly string[],
): Promise<Map<string, string>> {
  if (skus.length === 0) return new Map();
  const { rows } = await client.query<{ sku: string; style: string }>(WITH_SKUS, [
    ...[connectionId, world, textArray(skus)],
  ]);
  return new Map(rows.map(({ sku, style }) => [sku, style]));
}

/** JOOR no longer has these. The topic keeps what it had: after a rebuild they are looked up again. */
export async function forgetHeld(
  client: pg.ClientBase,
  { connectionId, world }: Scope,
  styles: readonly string[],
): Promise<void> {
  if (styles.length === 0) return;
  await client.query(
    'delete from held_products where connection_id = $1 and world = $2 and style = any($3::text[])',
    [connectionId, world, textArray(styles)],
  );
}

const RESTORE = `
insert into held_products as known (connection_id, world, workspace_id, style, revision, held, at)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]::json[], $7::timestamptz[])
on conflict (connection_id, world, style) do update set
  workspace_id = excluded.workspace_id, revision = excluded.revision, held = excluded.held, at = excluded.at
where excluded.at > known.at`;

/** Takes in what the topic tells, in any order and any number of times; tells nobody. For a rebuild. */
export async function restoreHeld(
  client: pg.Pool | pg.ClientBase,
  events: readonly ProductHeld[],
): Promise<void> {
  const newest = [...newestPerStyle(events).values()];
  if (newest.length === 0) return;
  const text = (read: (event: ProductHeld) => string | null) => textArray(newest.map(read));
  await client.query(RESTORE, [
    text((event) => event.connectionId),
    text((event) => event.world),
    text((event) => event.workspaceId),
    text((event) => event.styleNumber),
    text((event) => event.revision),
    text((event) => JSON.stringify(event.held)),
    timestampArray(newest.map((event) => Date.parse(event.at))),
  ]);
}

/** One statement may touch a row only once. */
function newestPerStyle(events: readonly ProductHeld[]): Map<string, ProductHeld> {
  const newest = new Map<string, ProductHeld>();
  for (const event of events) {
    const key = JSON.stringify([event.connectionId, event.world, event.styleNumber]);
    const known = newest.get(key);
    if (known === undefined || Date.parse(event.at) >= Date.parse(known.at)) newest.set(key, event);
  }
  return newest;
}
