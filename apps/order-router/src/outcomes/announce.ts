import { type OrderOutcome, orderKey } from '@joor-bridge/contracts';
import { addToOutbox } from '@joor-bridge/persistence';
import type pg from 'pg';
import type { Entry } from '../ledger/entry.js';
import type { Trigger } from '../ledger/reconsider.js';
import type { Reconsidered } from '../ledger/reconsidered.js';
import { outboxRowOf, outcomeOfEntry } from './outcome.js';
import { type OrderId, standingOutcomes } from './standing-outcomes.js';

/**
 * Adds to the outbox what a look at known orders came to and no Kafka record vouches for: what a timer or a person
 * changed, and that JOOR has cancelled an order since, or taken that back, for its record may be one of a replay.
 * @returns the outcomes that orders had before and that are to be told again, since their record came again
 */
export async function announce(
  client: pg.PoolClient,
  reconsidered: readonly Reconsidered[],
  trigger: Trigger,
): Promise<Map<Entry, OrderOutcome>> {
  const turned = reconsidered.filter(isTurned);
  const again = reconsidered.filter(
    ({ entry, action }) => entry.record && action === 'none' && trigger === 'live',
  );
  const standing = await standingOutcomes(client, [...turned, ...again].map(idOf));
  const outcomesOf = (some: readonly Reconsidered[]) =>
    some.flatMap(({ entry }): [Entry, OrderOutcome][] => {
      const outcome = standing.get(orderKey(entry.event.connectionId, entry.event.order.orderId));
      return outcome ? [[entry, outcome]] : [];
    });
  const changed = reconsidered.filter(isUnvouched).map(({ entry }) => outcomeOfEntry(entry, new Date()));
  const rows = [...changed, ...outcomesOf(turned).map(([, outcome]) => outcome)].map(outboxRowOf);
  await addToOutbox(client, rows);
  return new Map(outcomesOf(again));
}

/** JOOR cancelled the order after its delivery, or took that back. */
const isTurned = ({ entry, action, before }: Reconsidered): boolean =>
  action === 'review' && before.cancelledInJoor !== (entry.event.order.status === 'cancelled');

const isUnvouched = ({ entry, action }: Reconsidered): boolean =>
  entry.record === null &&
  (action === 'take' || action === 'withdraw') &&
  entry.start?.state !== 'delivering';

const idOf = ({ entry: { event } }: Reconsidered): OrderId => ({
  connectionId: event.connectionId,
  orderId: event.order.orderId,
});
