import type { HeldFigure, HeldStyle } from '@joor-bridge/joor';
import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import { styleKey, upcKey } from '../available/item.js';
import { alone } from '../publish/publishing.js';
import { type Believed, compare, type Drift } from './compare.js';
import type { Reconciliation } from './reconciliations.js';

/** What a page of JOOR's styles is held against. */
export interface PageContext {
  readonly reconciliation: Reconciliation;
  /** Connections of the account in this world: JOOR may give one number for all that they write. */
  readonly accountConnections: readonly string[];
  readonly decPending: boolean;
  /** Figures that were acknowledged later may not be on the page yet. */
  readonly askedAt: Date;
}

/** What is on its way, or was acknowledged since the page was asked for, is nothing to compare; nor is its item. */
const BELIEVED = `
  select connection_id as "connectionId", world, sku, warehouse, item, day, acknowledged,
    acknowledged is not null and attempt_id is null and acknowledged_at < $4 as settled
  from listings
  where item = any($1::text[]) and connection_id = any($2::text[]) and world = $3 and shadowed_by is null
    and (sent_at is not null or acknowledged is not null)`;

const SEEN = `
  update listings set seen_at = $4 where item = any($1::text[]) and connection_id = $2 and world = $3`;

/**
 * Compares a page with what is believed, keeps what drifted and lets the next publication mend it, in the caller's
 * transaction. Only the figures of the connection itself are mended: each mends its own.
 */
export async function comparePage(
  client: pg.ClientBase,
  styles: readonly HeldStyle[],
  context: PageContext,
): Promise<void> {
  const { reconciliation, accountConnections, decPending, askedAt } = context;
  await alone(client, reconciliation);
  const held = heldByItem(styles);
  const items = textArray([...held.keys()]);
  const { connectionId, world, startedAt } = reconciliation;
  const { rows } = await client.query<Believed & { settled: boolean }>(BELIEVED, [
    ...[items, accountConnections, world, askedAt],
  ]);
  await client.query(SEEN, [items, connectionId, world, startedAt]);
  const drifts: Drift[] = [];
  let compared = 0;
  for (const [item, believed] of byItem(rows)) {
    if (believed.some(({ settled }) => !settled)) continue;
    compared += believed.filter((row) => row.connectionId === connectionId).length;
    const found = compare(held.get(item) ?? [], believed, { decPending });
    drifts.push(...found.filter((drift) => drift.connectionId === connectionId));
  }
  await keepDrift(client, reconciliation, drifts);
  await client.query(
    'update reconciliations set pages = pages + 1, compared = compared + $2, drifted = drifted + $3 where id = $1',
    [reconciliation.id, compared, drifts.length],
  );
}

function byItem<R extends Believed>(rows: readonly R[]): Map<string, R[]> {
  const items = new Map<string, R[]>();
  for (const row of rows) {
    const known = items.get(row.item);
    if (known) known.push(row);
    else items.set(row.item, [row]);
  }
  return items;
}

/** An item is known by its UPC and by its style, whichever of the two it was told by. */
function heldByItem(styles: readonly HeldStyle[]): Map<string, readonly HeldFigure[]> {
  const held = new Map<string, readonly HeldFigure[]>();
  for (const { styleNumber, styleIdentifier, skus } of styles) {
    for (const { upc, colorCode, size, inventory } of skus) {
      if (upc.trim() !== '') held.set(upcKey(upc), inventory);
      held.set(styleKey({ styleNumber, styleIdentifier, colorCode, size }), inventory);
      // Told without the identifier, JOOR finds it by the rest.
      held.set(styleKey({ styleNumber, styleIdentifier: '', colorCode, size }), inventory);
    }
  }
  return held;
}

const KEEP = `
  insert into drift (reconciliation_id, connection_id, world, sku, warehouse, day, believed, held)
  select $1, $2, $3, sku, warehouse, day, believed, held
  from unnest($4::text[], $5::text[], $6::text[], $7::int[], $8::int[]) as d (sku, warehouse, day, believed, held)`;

/** JOOR sells below 0 what it is told of too late: such a figure is none that we could have told it. */
const CORRECT = `
  update listings l set acknowledged = case when d.held >= 0 then d.held end, retry_at = null, tries = 0
  from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[])
    as d (sku, warehouse, item, day, believed, held)
  where l.connection_id = $1 and l.world = $2 and l.sku = d.sku and l.warehouse = d.warehouse and l.item = d.item
    and l.day = d.day and l.attempt_id is null and l.acknowledged = d.believed`;

/** Keeps figures that JOOR does not hold as we believed, and believes what it holds from now on. */
export async function keepDrift(
  client: pg.ClientBase,
  { id, connectionId, world }: Pick<Reconciliation, 'id' | 'connectionId' | 'world'>,
  drifts: readonly Drift[],
): Promise<void> {
  if (drifts.length === 0) return;
  const texts = (column: 'sku' | 'warehouse' | 'item' | 'day') => textArray(drifts.map((row) => row[column]));
  const figures = [drifts.map(({ acknowledged }) => acknowledged), drifts.map(({ held }) => held)];
  await client.query(KEEP, [
    ...[id, connectionId, world, texts('sku'), texts('warehouse'), texts('day')],
    ...figures,
  ]);
  await client.query(CORRECT, [
    ...[connectionId, world, texts('sku'), texts('warehouse'), texts('item'), texts('day')],
    ...figures,
  ]);
}
