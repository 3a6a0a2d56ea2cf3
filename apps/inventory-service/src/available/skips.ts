import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Place } from '../levels/mark-changed.js';
import type { ComputedSku } from './computation.js';

const TOLD = 'delete from skipped_skus where connection_id = $1 and world = $2 and sku = any($3::text[])';

const SKIPPED = `
  insert into skipped_skus as known (connection_id, world, sku, reason)
  select $1, $2, sku, reason from unnest($3::text[], $4::text[]) as s (sku, reason)
  on conflict (connection_id, world, sku) do update set reason = excluded.reason, since = now()
  where known.reason <> excluded.reason`;

/** Not to be sent, and never was. */
const NEVER_LISTED = 'It is no longer in the WMS, and JOOR was never told of it.';

/** Keeps why a SKU is not sent, for as long as it is not. */
export async function settleSkips(
  client: pg.ClientBase,
  { connectionId, world }: Place,
  computed: readonly ComputedSku[],
): Promise<void> {
  const skipped: { sku: string; reason: string }[] = [];
  const told: string[] = [];
  const gone: string[] = [];
  for (const { sku, wanted } of computed) {
    if (wanted.kind === 'skipped') skipped.push({ sku, reason: wanted.reason });
    else if (wanted.listed) told.push(sku);
    else gone.push(sku);
  }
  const known = await listedAmong(client, { connectionId, world }, gone);
  for (const sku of gone) {
    if (known.has(sku)) told.push(sku);
    else skipped.push({ sku, reason: NEVER_LISTED });
  }
  if (told.length > 0) await client.query(TOLD, [connectionId, world, textArray(told)]);
  if (skipped.length === 0) return;
  await client.query(SKIPPED, [
    connectionId,
    world,
    textArray(skipped.map(({ sku }) => sku)),
    textArray(skipped.map(({ reason }) => reason)),
  ]);
}

async function listedAmong(
  client: pg.ClientBase,
  { connectionId, world }: Place,
  skus: readonly string[],
): Promise<ReadonlySet<string>> {
  if (skus.length === 0) return new Set();
  const { rows } = await client.query<{ sku: string }>(
    'select distinct sku from listings where connection_id = $1 and world = $2 and sku = any($3::text[])',
    [connectionId, world, textArray(skus)],
  );
  return new Set(rows.map(({ sku }) => sku));
}
