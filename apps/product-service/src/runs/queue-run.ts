import type pg from 'pg';

/**
 * Queues the styles of a run as they were planned. One that a newer run has queued since is left to that: what is older
 * must not go out after it. Nor must what the WMS has changed since: that is for a run that sees it. A write that may be
 * on its way keeps its time, and what a person has approved of a style that has not gone out yet stays approved.
 *
 * Right after planning the statistics of the tables are those of before: whatever the planner believes, each style is
 * looked up by its key, since comparing all with all takes minutes for 10,000.
 */
const QUEUE = `
with run as (select * from runs where id = $1), planned as (
  select s.* from run_styles s where s.run_id = $1 and s.plan <> 'refused' and s.result = 'waiting-for-approval'
), outdone as (
  select p.style from planned p
  where exists (
    select from run join runs n on n.connection_id = run.connection_id and n.world = run.world and n.seq > run.seq
      cross join lateral (
        select from run_styles s where s.run_id = n.id and s.style = p.style and s.plan <> 'refused' limit 1) s
    where n.state in ('running', 'done'))
), stale as (
  select p.style from planned p cross join run cross join lateral (
    select s.revision || case when s.listed then '' else ' gone' end as source from styles s
    where s.connection_id = run.connection_id and s.world = run.world and s.style = p.style limit 1) now
  where p.source <> now.source
), queued as (
  insert into style_states as known
    (connection_id, world, style, workspace_id, state, run_id, revision, mapped, approved, unmapped,
     due_at)
  select run.connection_id, run.world, p.style, run.workspace_id, 'queued', run.id, p.revision, p.mapped,
    array(select sku->>'externalId' from json_array_elements(p.status) as sku),
    array(select json_array_elements_text(p.mapped->'wanted'->'unmappedCategories')), now()
  from planned p, run where p.style not in (select style from outdone union select style from stale)
  on conflict (connection_id, world, style) do update set
    workspace_id = excluded.workspace_id, ticket = default, state = 'queued', run_id = excluded.run_id,
    revision = excluded.revision, mapped = excluded.mapped, unmapped = excluded.unmapped,
    approved = case when known.state = 'queued'
      then array(select distinct unnest(known.approved || excluded.approved)) else excluded.approved end,
    stage = null, reason = null, refusals = '[]', attempts = 0, settled_at = null,
    due_at = case when known.doubt is null then now() else greatest(now(), known.doubt_until) end
  returning style
), taken_over as (
  update run_styles s set result = 'superseded'
  from runs old, run
  where old.id = s.run_id and old.connection_id = run.connection_id and old.world = run.world and old.id <> run.id
    and s.result = 'queued' and s.style in (select style from queued)
)
update run_styles s set result = case when s.style in (select style from queued) then 'queued' else 'superseded' end
where s.run_id = $1 and s.plan <> 'refused' and s.result = 'waiting-for-approval'`;

/** Within the transaction that makes the run go out. */
export async function queueRun(client: pg.ClientBase, runId: string): Promise<void> {
  await client.query(QUEUE, [runId]);
  await closeRuns(client);
}

/** Runs of which nothing waits any more are done. */
export async function closeRuns(client: pg.Pool | pg.ClientBase): Promise<void> {
  await client.query(
    `update runs set state = 'done', ended_at = now()
     where state = 'running' and not exists (
       select from run_styles s where s.run_id = runs.id and s.result = 'queued')`,
  );
}
