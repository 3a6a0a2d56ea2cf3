import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import type { Refusal } from '../map/refusal.js';
import { closeRuns } from './queue-run.js';

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

/**
 * What is in doubt stays queued: what JOOR has of it is not known. So does what was queued since it was planned to be
 * unchanged. What differs is all that is written.
 */
const NOTE = `
insert into style_states as known (connection_id, world, workspace_id, style, state, refusals, unmapped, settled_at)
select $1, $2, $3, style, state, refusals::json, array(select json_array_elements_text(unmapped::json)), now()
from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as row (style, state, refusals, unmapped)
on conflict (connection_id, world, style) do update set
  state = excluded.state, refusals = excluded.refusals, unmapped = excluded.unmapped, stage = null, reason = null,
  ticket = default, due_at = null, settled_at = now(), attempts = 0
where known.doubt is null and not (known.state = 'queued' and excluded.state = 'unchanged')
  and (known.refusals::text <> excluded.refusals::text or known.unmapped <> excluded.unmapped
  or case when excluded.state = 'unchanged' then known.state not in ('unchanged', 'applied')
    else known.state <> excluded.state end)
returning style, run_id as "runId"`;

/** What is refused or skipped by now does not go out for the run that had queued it. */
const LEAVE = `
update run_styles r set result = 'superseded' from unnest($1::text[], $2::text[]) as i (run_id, style)
where r.run_id = i.run_id::uuid and r.style = i.style and r.result = 'queued'`;

export async function notePlans(
  client: pg.ClientBase,
  { connectionId, world, workspaceId }: Scope & { readonly workspaceId: string },
  notes: readonly PlanNote[],
): Promise<void> {
  if (notes.length === 0) return;
  const { rows } = await client.query<{ style: string; runId: string | null }>(NOTE, [
    connectionId,
    world,
    workspaceId,
    textArray(notes.map(({ style }) => style)),
    textArray(notes.map(({ state }) => state)),
    textArray(notes.map(({ refusals }) => JSON.stringify(refusals))),
    textArray(notes.map(({ unmapped }) => JSON.stringify(unmapped))),
  ]);
  const left = rows.filter(({ runId }) => runId !== null);
  const { rowCount } = await client.query(LEAVE, [
    textArray(left.map(({ runId }) => runId)),
    textArray(left.map(({ style }) => style)),
  ]);
  if (rowCount !== 0) await closeRuns(client);
}
