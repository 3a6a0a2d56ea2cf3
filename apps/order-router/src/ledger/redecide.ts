import type { Decision } from '@joor-bridge/contracts';
import { addToOutbox, inTransaction } from '@joor-bridge/persistence';
import type pg from 'pg';
import { decidingReason } from '../decide/decide.js';
import { outboxRowOf, outcomeOfEntry } from '../outcomes/outcome.js';
import type { DueClaim } from './claim-due.js';
import { giveBack } from './end-claim.js';

/** The lock comes before the comparison: a newer revision that is just being written keeps its own decision. */
const ADOPT_DECISION = `
with past as (
  select connection_id, order_id, revision, settings_version, outcome, rule, reason, decided_at
  from orders
  where connection_id = $1 and order_id = $2 and revision = $3 and settings_version <> $7
  for update
), kept as (
  insert into past_decisions select * from past
)
update orders o set outcome = $4, rule = $5, reason = $6, settings_version = $7, decided_at = now()
from past where o.connection_id = past.connection_id and o.order_id = past.order_id`;

/** A parked order goes out under the settings of that moment: records the decision when they are others. */
export async function keepNewDecision(
  client: pg.Pool | pg.ClientBase,
  claim: DueClaim,
  decision: Decision,
): Promise<void> {
  const { connectionId, revision, order } = claim.event;
  const { outcome, rule, settingsVersion } = decision;
  await client.query({
    name: 'adopt-decision',
    text: ADOPT_DECISION,
    values: [connectionId, order.orderId, revision, outcome, rule, decidingReason(decision), settingsVersion],
  });
}

/**
 * A parked order that the settings of today do not want any more: its delivery goes, the decision stays. A newer
 * revision that came since the claim has a decision of its own: it goes out, or not, by that.
 */
export function withdrawClaim(pool: pg.Pool, claim: DueClaim, decision: Decision): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query('select from orders where connection_id = $1 and order_id = $2 for update', [
      claim.connectionId,
      claim.orderId,
    ]);
    const { rowCount } = await client.query(
      `delete from deliveries
       where connection_id = $1 and order_id = $2 and attempt_id = $3 and not superseded`,
      [claim.connectionId, claim.orderId, claim.attemptId],
    );
    if (rowCount === 0) return giveBack(client, claim, 0);
    await keepNewDecision(client, claim, decision);
    const entry = { event: claim.event, bytes: claim.bytes, decision, start: null, record: null };
    await addToOutbox(client, [outboxRowOf(outcomeOfEntry(entry, new Date()))]);
  });
}
