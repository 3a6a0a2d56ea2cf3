import {
  type Order,
  type OrderOutcome,
  type OrderState,
  orderKey,
  orderOutcome,
  topics,
} from '@joor-bridge/contracts';
import type { OutboundRecord } from '@joor-bridge/messaging';
import type { OutboxRow } from '@joor-bridge/persistence';
import { decidingReason } from '../decide/decide.js';
import type { Job } from '../deliver/job.js';
import type { AttemptResult } from '../ledger/attempt-result.js';
import { WAITING } from '../ledger/claim-new.js';
import type { Entry } from '../ledger/entry.js';

/** What an outcome tells of the order itself. */
export const joorFactsOf = ({ status, warehouse: { code, name } }: Order): Job['joorFacts'] => ({
  cancelledInJoor: status === 'cancelled',
  warehouse: code === '' && name === '' ? null : { code, name },
});

export const NOTHING_DELIVERED = { deliveredAt: null, lines: [] } satisfies Partial<OrderOutcome>;

/** The outcome of an order that is not being sent: skipped, held, waiting, parked or only rendered. */
export function outcomeOfEntry(entry: Entry, now: Date): OrderOutcome {
  const { event, decision, start } = entry;
  return {
    connectionId: event.connectionId,
    workspaceId: event.workspaceId,
    orderId: event.order.orderId,
    revision: event.revision,
    modifiedAt: event.order.modifiedAt,
    state: start?.state ?? stateOf(decision?.outcome ?? 'wait'),
    rule: decision?.rule ?? null,
    reason: decision === null ? WAITING : start?.state === 'parked' ? start.reason : decidingReason(decision),
    settingsVersion: decision?.settingsVersion ?? 0,
    wmsOrderId: null,
    ...joorFactsOf(event.order),
    ...NOTHING_DELIVERED,
    at: now.toISOString(),
  };
}

/** What an order without a delivery is called. */
export function stateOf(outcome: 'wait' | 'deliver' | 'skip' | 'hold'): OrderState {
  switch (outcome) {
    case 'wait':
      return 'waiting';
    case 'skip':
      return 'skipped';
    case 'hold':
      return 'held';
    case 'deliver':
      return 'parked';
  }
}

export function outcomeOfResult(job: Job, result: AttemptResult, now: Date): OrderOutcome {
  return {
    connectionId: result.connectionId,
    workspaceId: job.workspaceId,
    orderId: result.orderId,
    revision: result.revision,
    modifiedAt: job.modifiedAt,
    state: result.fate.state,
    rule: null,
    reason: result.fate.reason,
    settingsVersion: job.settingsVersion,
    wmsOrderId: result.wmsOrderId,
    ...job.joorFacts,
    ...(result.fate.state === 'delivered'
      ? { deliveredAt: now.toISOString(), lines: [...job.lines] }
      : NOTHING_DELIVERED),
    at: now.toISOString(),
  };
}

export const toRecord = (outcome: OrderOutcome): OutboundRecord => ({
  key: orderKey(outcome.connectionId, outcome.orderId),
  type: orderOutcome.type,
  subject: outcome.orderId,
  value: outcome,
});

/** An outcome that no Kafka record vouches for: it reaches its topic through the outbox. */
export const outboxRowOf = (outcome: OrderOutcome): OutboxRow => {
  const { key, type, value } = toRecord(outcome);
  return { topic: topics.outcomes.name, key, type, value };
};
