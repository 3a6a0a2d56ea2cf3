import { randomUUID } from 'node:crypto';
import type { Destination } from '@joor-bridge/service-kit';
import type { DeliverableOrder, DeliveryAnswer, Exchange, Wms } from '@joor-bridge/wms';
import { decide } from '../decide/decide.js';
import { deliverableOf } from '../deliver/deliverable.js';
import type { Job } from '../deliver/job.js';
import type { AttemptResult, Fate } from '../ledger/attempt-result.js';
import { deliveredLines } from '../outcomes/delivered-lines.js';
import { joorFactsOf } from '../outcomes/outcome.js';
import { anEvent, aPolicy } from './orders.js';

export const anExchange = (more: Partial<Exchange> = {}): Exchange => ({
  method: 'POST',
  url: 'https://wms.example/orders',
  requestHeaders: { 'content-type': 'application/json' },
  requestBody: '{"order":1}',
  status: 200,
  responseBody: '{"id":"W-1"}',
  durationMs: 12.4,
  ...more,
});

export const accepted = (wmsOrderId = 'W-1'): DeliveryAnswer => ({
  kind: 'accepted',
  wmsOrderId,
  exchange: anExchange(),
});
export const rejected = (reason = 'unknown SKU'): DeliveryAnswer => ({
  kind: 'rejected',
  reason,
  exchange: anExchange({ status: 422 }),
});
export const unavailable = (retryAfterMs: number | null = null): DeliveryAnswer => ({
  kind: 'unavailable',
  reason: 'HTTP 503',
  retryAfterMs,
  exchange: anExchange({ status: 503 }),
});
export const unauthorized = (): DeliveryAnswer => ({
  kind: 'unauthorized',
  reason: 'HTTP 401',
  exchange: anExchange({ status: 401 }),
});
export const ambiguous = (): DeliveryAnswer => ({
  kind: 'ambiguous',
  reason: 'no answer within 10 s',
  exchange: anExchange({ status: null, responseBody: '' }),
});

/** An order under default settings, as it is sent. */
export const aDeliverable = (event = anEvent()): DeliverableOrder =>
  deliverableOf(event, decide(event.order, aPolicy()));

/** A claimed delivery of an order under default settings. */
export function aJob(more: Partial<Job> = {}, event = anEvent()): Job {
  return {
    connectionId: event.connectionId,
    revision: event.revision,
    deliverable: aDeliverable(event),
    workspaceId: event.workspaceId,
    orderId: event.order.orderId,
    attemptId: randomUUID(),
    modifiedAt: event.order.modifiedAt,
    settingsVersion: 1,
    joorFacts: joorFactsOf(event.order),
    lines: deliveredLines(aDeliverable(event).lines),
    tries: 0,
    firstTriedAt: 0,
    doubt: false,
    wanted: true,
    leaseEnds: 10_000,
    leaseEndsAt: Number.MAX_SAFE_INTEGER,
    claimedAt: 0,
    record: null,
    probe: false,
    ...more,
  };
}

/** What an attempt of a job came to; delivered unless said otherwise. */
export const aResult = (
  job: Job,
  fate: Partial<Fate> = {},
  more: Partial<AttemptResult> = {},
): AttemptResult => ({
  connectionId: job.connectionId,
  orderId: job.orderId,
  revision: job.revision,
  attemptId: job.attemptId,
  settingsVersion: job.settingsVersion,
  startedAt: new Date('2026-11-03T10:02:00Z'),
  answer: 'accepted',
  wmsOrderId: 'W-1',
  exchange: anExchange(),
  ...more,
  fate: { state: 'delivered', reason: null, dueInMs: null, doubt: false, ...fate },
});

/** A fate of a job that has to wait. */
export const parkedFate = (more: Partial<Fate> = {}): Fate => ({
  state: 'parked',
  reason: 'HTTP 503',
  dueInMs: 60_000,
  doubt: false,
  ...more,
});

type Ready = Extract<Destination, { kind: 'ready' }>;

/** A destination whose WMS does what the test says. */
export const aDestination = (
  wms: Partial<Wms>,
  { pace = {}, capabilities = {}, ...more }: Overrides = {},
): Ready => ({
  kind: 'ready',
  testMode: false,
  wms: {
    deliver: (orders) => Promise.resolve(orders.map(() => accepted())),
    find: () => Promise.reject(new Error('not to be looked up')),
    check: () => Promise.resolve({ ok: true, message: 'well' }),
    render: () => '{}',
    ...wms,
  },
  capabilities: { ...NO_CAPABILITIES, ...capabilities },
  pace: { concurrency: 2, perSecond: null, batch: 1, ...pace },
  timeoutMs: 5_000,
  ...more,
});

type Overrides = Partial<Omit<Ready, 'pace' | 'capabilities'>> & {
  readonly pace?: Partial<Ready['pace']>;
  readonly capabilities?: Partial<Ready['capabilities']>;
};

const NO_CAPABILITIES = {
  idempotencyKey: false,
  lookUp: false,
  amend: false,
  cancel: false,
  shipments: false,
  stock: false,
  productDetails: false,
  sandbox: false,
};

/** A Kafka record that remembers how it was answered. */
export function aRecord() {
  const answers: string[] = [];
  const failures: unknown[] = [];
  return {
    answers,
    failures,
    ack: () => void answers.push('ack'),
    nack: (failure: unknown) => {
      answers.push('nack');
      failures.push(failure);
    },
  };
}
