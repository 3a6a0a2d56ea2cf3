import { type OrderOutcome, TEST_ORDER_PREFIX } from '@joor-bridge/contracts';
import { inTransaction, textArray, timestampArray } from '@joor-bridge/persistence';
import type pg from 'pg';

const INPUT = `
with input as (
  select *, order_id like '${TEST_ORDER_PREFIX}%' as test_mode from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::timestamptz[], $10::timestamptz[], $11::text[]
  ) as row (connection_id, order_id, revision, state, rule, reason, settings_version, wms_order_id, at,
    delivered_at, lines)
)`;

/** The decision that an outcome tells, where it is about the newest revision and no later one told otherwise. */
const DECISIONS = `${INPUT}
update orders o set
  outcome = case i.state when 'skipped' then 'skip' when 'held' then 'hold' when 'waiting' then 'wait' else 'deliver' end,
  rule = i.rule,
  reason = case when i.state in ('skipped', 'held', 'waiting') then i.reason end,
  settings_version = i.settings_version::int
from input i
where o.connection_id = i.connection_id and o.order_id = i.order_id and o.revision = i.revision
  and not exists (
    select from deliveries d
    where d.connection_id = o.connection_id and d.order_id = o.order_id and d.first_tried_at > i.at)`;

/**
 * The delivery that an outcome tells. Until its outcome was published a delivery may have got further: what was
 * under way, parked or failed is in doubt. \`first_tried_at\` holds the outcome's time, by which a later one is known.
 * A revision that compaction has taken away gives way to the newest: the WMS knows both by the same external id.
 */
const DELIVERIES = `${INPUT}
insert into deliveries as d (connection_id, order_id, revision, state, test_mode, due_at, doubt, superseded,
  wms_order_id, reason, first_tried_at, settled_at, settings_version, lines)
select i.connection_id, i.order_id, coalesce(r.revision, o.revision),
  case i.state when 'delivering' then 'parked' else i.state end,
  i.test_mode,
  case when i.state in ('delivering', 'parked') then now() end,
  i.state in ('delivering', 'parked', 'failed'),
  i.state in ('delivering', 'parked') and coalesce(r.revision, o.revision) <> o.revision,
  i.wms_order_id, i.reason, i.at,
  case when i.state = 'delivered' then i.delivered_at when i.state not in ('delivering', 'parked') then i.at end,
  i.settings_version::int, i.lines::json
from input i
join orders o using (connection_id, order_id)
left join revisions r on r.connection_id = i.connection_id and r.order_id = i.order_id and r.revision = i.revision
where i.state not in ('skipped', 'held', 'waiting')
on conflict (connection_id, order_id) do update set
  revision = excluded.revision, state = excluded.state, due_at = excluded.due_at, doubt = excluded.doubt,
  superseded = excluded.superseded, wms_order_id = excluded.wms_order_id, reason = excluded.reason,
  first_tried_at = excluded.first_tried_at, settled_at = excluded.settled_at,
  settings_version = excluded.settings_version, lines = excluded.lines
where excluded.first_tried_at >= d.first_tried_at`;

/** A parked delivery that was withdrawn later. */
const WITHDRAWN = `${INPUT}
delete from deliveries d using input i
where d.connection_id = i.connection_id and d.order_id = i.order_id
  and i.state in ('skipped', 'held', 'waiting') and i.at >= d.first_tried_at`;

/** Writes what outcomes tell about orders that are in the ledger; one outcome an order. */
export async function retellOutcomes(pool: pg.Pool, outcomes: readonly OrderOutcome[]): Promise<void> {
  const values = columns(outcomes);
  await inTransaction(pool, async (client) => {
    for (const text of [DECISIONS, DELIVERIES, WITHDRAWN]) await client.query({ text, values });
  });
}

function columns(outcomes: readonly OrderOutcome[]): Buffer[] {
  const text = (read: (outcome: OrderOutcome) => string | null) => textArray(outcomes.map(read));
  return [
    text((outcome) => outcome.connectionId),
    text((outcome) => outcome.orderId),
    text((outcome) => outcome.revision),
    text((outcome) => outcome.state),
    text((outcome) => outcome.rule),
    text((outcome) => outcome.reason),
    text((outcome) => String(outcome.settingsVersion)),
    text((outcome) => outcome.wmsOrderId),
    timestampArray(outcomes.map((outcome) => Date.parse(outcome.at))),
    timestampArray(outcomes.map((outcome) => Date.parse(outcome.deliveredAt ?? outcome.at))),
    text(({ lines }) => (lines.length > 0 ? JSON.stringify(lines) : null)),
  ];
}

/**
 * Orders that are to be delivered and of which no outcome tells: they may have been under way when the ledger was
 * lost, so they are looked for at the WMS before anything is sent.
 */
export async function doubtTheUntold(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into deliveries (connection_id, order_id, revision, state, test_mode, due_at, doubt, reason, first_tried_at)
     select connection_id, order_id, revision, 'parked', order_id like '${TEST_ORDER_PREFIX}%', now(), true,
       'no outcome is known since the ledger was rebuilt', now()
     from orders where outcome = 'deliver'
     on conflict do nothing`,
  );
}
