import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import type { Refusal } from '../map/refusal.js';

/** Where a style stands before a run plans it. */
export interface StyleStanding {
  readonly style: string;
  readonly state: string;
  readonly revision: string | null;
  readonly doubt: string | null;
  readonly declined: string | null;
  readonly refusals: readonly Refusal[];
}

export async function standingsOf(
  client: pg.Pool,
  { connectionId, world }: Scope,
  styles: readonly string[],
): Promise<Map<string, StyleStanding>> {
  const { rows } = await client.query<StyleStanding>(
    `select style, state, revision, doubt, declined, refusals from style_states
     where connection_id = $1 and world = $2 and style = any($3::text[])`,
    [connectionId, world, textArray(styles)],
  );
  return new Map(rows.map((row) => [row.style, row]));
}

/** A style that needs no write, as its plan says. */
export interface PlanNote {
  readonly style: string;
  readonly state: 'unchanged' | 'skipped' | 'refused';
  readonly refusals: readonly Refusal[];
  readonly unmapped: readonly string[];
}

/** What is in doubt stays queued: what JOOR has of it is not known. What differs is all that is written. */
const NOTE = `
insert into style_states as known (connection_id, world, workspace_id, style, state, refusals, unmapped, settled_at)
select $1, $2, $3, style, state, refusals::json, array(select json_array_elements_text(unmapped::json)), now()
from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as row (style, state, refusals, unmapped)
on conflict (connection_id, world, style) do update set
  state = excluded.state, refusals = excluded.refusals, unmapped = excluded.unmapped, stage = null, reason = null,
  ticket = default, due_at = null, settled_at = now(), attempts = 0
where known.doubt is null and (known.refusals::text <> excluded.refusals::text or known.unmapped <> excluded.unmapped
  or case when excluded.state = 'unchanged' then known.state not in ('unchanged', 'applied')
    else known.state <> excluded.state end)`;

export async function notePlans(
  client: pg.ClientBase,
  { connectionId, world, workspaceId }: Scope & { readonly workspaceId: string },
  notes: readonly PlanNote[],
): Promise<void> {
  if (notes.length === 0) return;
  await client.query(NOTE, [
    connectionId,
    world,
    workspaceId,
    textArray(notes.map(({ style }) => style)),
    textArray(notes.map(({ state }) => state)),
    textArray(notes.map(({ refusals }) => JSON.stringify(refusals))),
    textArray(notes.map(({ unmapped }) => JSON.stringify(unmapped))),
  ]);
}
