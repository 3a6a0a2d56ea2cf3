import { randomUUID } from 'node:crypto';
import {
  type ConnectionSnapshot,
  type Decision,
  defaultSettings,
  type OrderRevised,
  type Settings,
} from '@joor-bridge/contracts';
import { aConnectionSnapshot, anOrder, anOrderRevised } from '@joor-bridge/testing';
import { decide } from '../decide/decide.js';
import { type Policy, policyOf } from '../decide/policy.js';
import type { DeliveryStart, Entry } from '../ledger/entry.js';

/** A policy of an enabled connection; what is not named stands at its default. */
export const aPolicy = (settings: Partial<Settings> = {}, enabled = true, version = 1): Policy =>
  policyOf({ enabled, version, settings: { ...defaultSettings(), ...settings } });

/** A connection with these settings. */
export const aConnection = (
  connectionId: string,
  settings: Partial<Settings> = {},
  more: Parameters<typeof aConnectionSnapshot>[0] = {},
): ConnectionSnapshot =>
  aConnectionSnapshot({ connectionId, ...more, settings: { ...defaultSettings(), ...settings } });

interface EventParts {
  readonly connectionId?: string;
  readonly orderId?: string;
  readonly revision?: string;
  readonly modifiedAt?: string;
  readonly order?: Parameters<typeof anOrder>[0];
}

/** An order event; revisions are named shortly and filled up to the length that the contract wants. */
export function anEvent(parts: EventParts = {}): OrderRevised {
  const { connectionId = 'con_1', orderId = '100001', revision = 'r1' } = parts;
  const { modifiedAt = '2026-11-03T10:00:00Z' } = parts;
  return anOrderRevised({
    connectionId,
    revision: revision.padEnd(8, '0'),
    order: anOrder({ orderId, modifiedAt, ...parts.order }),
  });
}

export const bytesOf = (event: OrderRevised): Buffer => Buffer.from(JSON.stringify(event));

/** Starts that `admit` may give. */
export const sendNow = (attemptId: string = randomUUID()): DeliveryStart => ({
  state: 'delivering',
  attemptId,
  testMode: false,
});
export const parkedStart = (dueInMs = 0, reason = 'waiting for its turn'): DeliveryStart => ({
  state: 'parked',
  dueInMs,
  reason,
  testMode: false,
});

/** An event with the decision of the default settings, to be sent now unless another start is given. */
export function anEntry(event: OrderRevised, more: Partial<Entry> = {}): Entry {
  const decision: Decision = decide(event.order, aPolicy());
  return {
    event,
    bytes: bytesOf(event),
    decision,
    start: decision.outcome === 'deliver' ? sendNow() : null,
    record: null,
    ...more,
  };
}
