import { textArray } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Scope } from '../catalogue/scope.js';
import type { Mapped } from '../map/map-product.js';
import type { Step } from '../plan/plan.js';
import { closeRuns } from '../runs/queue-run.js';

/** What can go out: a style as it is to be in JOOR, or one that is no longer sold. */
export type Wanted = Extract<Mapped, { kind: 'wanted' | 'unsold' }>;

/** A style whose turn it is, as it was planned. */
export interface DueStyle {
  readonly style: string;
  /** `planRevision` of what is wanted; what is held has it once it is wholly in JOOR. */
  readonly revision: string;
  readonly mapped: Wanted;
  /** `externalId`s of the SKUs that a person has approved to be made inactive, or active again. */
  readonly approved: readonly string[];
  /** Changes when the style is queued again: what was begun before is then not its end. */
  readonly ticket: string;
  readonly runId: string | null;
  readonly attempts: number;
  /** Whether JOOR was ever asked what it has of the style. */
  readonly lookedUp: boolean;
  /** The step at which a write may have had its effect, though its answer is not known. */
  readonly doubt: Step['kind'] | null;
}

const DUE = `
select style, revision, mapped, approved, ticket, run_id as "runId", attempts, looked_up as "lookedUp", doubt
from style_states
where connection_id = $1 and world = $2 and due_at <= now() and (doubt is null or doubt_until <= now())
order by due_at, style limit $3`;

/** The styles whose turn it is, longest due first. Whoever asks has the connection's lease. */
export async function dueStyles(
  client: pg.Pool | pg.ClientBase,
  { connectionId, world }: Scope,
  limit: number,
): Promise<DueStyle[]> {
  const { rows } = await client.query<DueStyle>(DUE, [connectionId, world, limit]);
  return rows;
}

/** Hops over the index from connection to connection: one with 100,000 due styles costs one step. */
const SCOPES_DUE = `
with recursive hop as (
  (select connection_id, world from style_states where due_at is not null order by connection_id, world limit 1)
  union all
  select next.connection_id, next.world from hop cross join lateral (
    select s.connection_id, s.world from style_states s
    where s.due_at is not null and (s.connection_id, s.world) > (hop.connection_id, hop.world)
    order by s.connection_id, s.world limit 1) next
)
select hop.connection_id as "connectionId", hop.world
from hop left join joor_health h using (connection_id, world)
where (h.not_before is null or h.not_before <= now())
  and exists (
    select from style_states s
    where s.connection_id = hop.connection_id and s.world = hop.world and s.due_at <= now()
      and (s.doubt is null or s.doubt_until <= now()))`;

/** Connections with styles whose turn it is, and whose JOOR account may be spoken to. */
export async function scopesDue(pool: pg.Pool): Promise<Scope[]> {
  const { rows } = await pool.query<Scope>({ name: 'scopes-due', text: SCOPES_DUE });
  return rows;
}

/** The lease's own row is held until the transaction ends: nobody can take it over in the middle. */
const STILL_MINE = 'select from appliers where lease_id = $1 for share';

/** @returns false when the lease went to another: then nothing may be written down */
export async function stillMine(client: pg.ClientBase, leaseId: string): Promise<boolean> {
  const { rowCount } = await client.query(STILL_MINE, [leaseId]);
  return rowCount === 1;
}

/**
 * Before a write leaves: from here on it may have had its effect, whatever becomes of this process.
 * @param settleMs how long after its end the request may still be on its way
 */
export async function doubtStyles(
  client: pg.ClientBase | pg.Pool,
  { connectionId, world }: Scope,
  step: Step['kind'],
  styles: readonly string[],
  settleMs: number,
): Promise<void> {
  await client.query(
    `update style_states set doubt = $3, doubt_until = now() + $5 * interval '1 millisecond'
     where connection_id = $1 and world = $2 and style = any($4::text[])`,
    [connectionId, world, step, textArray(styles), settleMs],
  );
}

/** Every write of theirs was answered. */
export async function clearDoubt(
  client: pg.ClientBase | pg.Pool,
  { connectionId, world }: Scope,
  styles: readonly string[],
): Promise<void> {
  await client.query(
    `update style_states set doubt = null, doubt_until = null
     where connection_id = $1 and world = $2 and style = any($3::text[])`,
    [connectionId, world, textArray(styles)],
  );
}

/**
 * JOOR was asked what it has of them: nothing of them is in doubt any more.
 * @param again it is asked at the next turn, too: what is held of them is no longer true
 */
export async function noteLookedUp(
  client: pg.ClientBase | pg.Pool,
  { connectionId, world }: Scope,
  styles: readonly { readonly style: string; readonly again: boolean }[],
): Promise<void> {
  await client.query(
    `update style_states s set looked_up = not i.again::boolean, doubt = null, doubt_until = null
     from unnest($3::text[], $4::text[]) as i (style, again)
     where s.connection_id = $1 and s.world = $2 and s.style = i.style`,
    [
      connectionId,
      world,
      textArray(styles.map(({ style }) => style)),
      textArray(styles.map(({ again }) => String(again))),
    ],
  );
}

/** How a style's turn ended. */
export type TurnEnd =
  | { readonly state: 'applied'; readonly note: string | null }
  /** JOOR does not take it: until the product or the mapping changes. */
  | { readonly state: 'refused'; readonly step: Step['kind']; readonly reason: string }
  | {
      readonly state: 'queued';
      readonly step: Step['kind'] | null;
      readonly reason: string;
      readonly againInMs: number;
    };

const SETTLE = `
update style_states s set
  state = i.state, stage = i.stage, reason = i.reason,
  attempts = case when i.again is null then 0 else s.attempts + 1 end,
  settled_at = case when i.again is null then now() end,
  looked_up = s.looked_up and i.again is null,
  due_at = case when i.again is not null
    then greatest(now() + i.again::bigint * interval '1 millisecond', case when s.doubt is not null then s.doubt_until end)
    end
from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as i (style, ticket, state, stage, reason, again)
where s.connection_id = $1 and s.world = $2 and s.style = i.style and s.ticket = i.ticket::bigint
returning s.style, s.run_id as "runId", s.state, s.reason`;

/**
 * A style that was queued again meanwhile is not touched: its newer state goes out next. What did not go through is
 * looked up before it is tried again: JOOR may have refused it since somebody has deleted there what we take for known.
 */
export async function settleStyles(
  client: pg.ClientBase | pg.Pool,
  { connectionId, world }: Scope,
  ends: readonly { readonly style: string; readonly ticket: string; readonly end: TurnEnd }[],
): Promise<void> {
  if (ends.length === 0) return;
  const { rows } = await client.query<{
    style: string;
    runId: string | null;
    state: string;
    reason: string | null;
  }>(SETTLE, [
    connectionId,
    world,
    textArray(ends.map(({ style }) => style)),
    textArray(ends.map(({ ticket }) => ticket)),
    textArray(ends.map(({ end }) => end.state)),
    textArray(ends.map(({ end }) => (end.state === 'applied' ? null : end.step))),
    textArray(ends.map(({ end }) => (end.state === 'applied' ? end.note : end.reason))),
    textArray(ends.map(({ end }) => (end.state === 'queued' ? String(Math.round(end.againInMs)) : null))),
  ]);
  const settled = rows.filter(({ state, runId }) => state !== 'queued' && runId !== null);
  await client.query(RUN_RESULTS, [
    textArray(settled.map(({ runId }) => runId)),
    textArray(settled.map(({ style }) => style)),
    textArray(settled.map(({ state }) => state)),
    textArray(settled.map(({ reason }) => reason)),
  ]);
  if (settled.length > 0) await closeRuns(client);
}

const RUN_RESULTS = `
update run_styles r set result = i.state, reason = i.reason
from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as i (run_id, style, state, reason)
where r.run_id = i.run_id::uuid and r.style = i.style and r.result = 'queued'`;
