import { type Static, Type } from '@sinclair/typebox';
import { eventContract } from '../event/event-contract.js';
import { Instant } from '../event/formats.js';

/**
 * Where an order stands. `waiting` (for its connection's settings), `skipped` and `held` have no delivery; the
 * others are states of it. `would-deliver`: in test mode, at a WMS without a sandbox.
 */
export const ORDER_STATES = [
  'waiting',
  'skipped',
  'held',
  'delivering',
  'parked',
  'delivered',
  'would-deliver',
  'failed',
  'cancelled',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

const OrderOutcomeSchema = Type.Object({
  connectionId: Type.String(),
  workspaceId: Type.String(),
  orderId: Type.String(),
  revision: Type.String(),
  /** JOOR's modified date of that revision: what makes one revision newer than another. */
  modifiedAt: Instant(),
  state: Type.Union(ORDER_STATES.map((state) => Type.Literal(state))),
  /** The rule that decided, null when none objected. */
  rule: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
  settingsVersion: Type.Integer(),
  wmsOrderId: Type.Union([Type.String(), Type.Null()]),
  /** Whether JOOR has cancelled the order since, whatever its state. */
  cancelledInJoor: Type.Boolean(),
  /** Of the order in JOOR; null where it has none or an older version wrote this. */
  warehouse: Type.Union([Type.Object({ code: Type.String(), name: Type.String() }), Type.Null()]),
  /** When the WMS had taken the order; null unless `state` is `delivered`. Telling it again leaves this as it is. */
  deliveredAt: Type.Union([Instant(), Type.Null()]),
  /** What was delivered, per item code as the WMS knows it. Empty unless `state` is `delivered`. */
  lines: Type.Array(Type.Object({ itemCode: Type.String(), quantity: Type.Integer() })),
  at: Instant(),
});

/** What became of an order; the newest per order is kept. Whoever reads more than one goes by `at`. */
export type OrderOutcome = Static<typeof OrderOutcomeSchema>;

export const orderOutcome = eventContract({
  type: 'order.outcome.v1',
  description:
    'What became of an order: skipped, held, parked, delivered, failed or cancelled, and why. Of two for one order the newer `at` holds, whichever comes last.',
  schema: OrderOutcomeSchema,
  completed,
});

/** Outcomes of before inventory was known. */
function completed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const deliveredAt = 'state' in value && value.state === 'delivered' && 'at' in value ? value.at : null;
  return { cancelledInJoor: false, warehouse: null, deliveredAt, lines: [], ...value };
}
