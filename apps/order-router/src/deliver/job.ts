import type { OrderOutcome } from '@joor-bridge/contracts';
import type { DeliverableOrder } from '@joor-bridge/wms';
import type { Lease } from './lease.js';

/** A claimed delivery on its way through a lane. */
export interface Job extends Lease {
  readonly connectionId: string;
  readonly revision: string;
  /** What is sent; let go once it was, so that orders whose results are being written weigh little. */
  deliverable: DeliverableOrder | null;
  readonly workspaceId: string;
  readonly orderId: string;
  readonly attemptId: string;
  readonly modifiedAt: string;
  readonly settingsVersion: number;
  readonly joorFacts: Pick<OrderOutcome, 'cancelledInJoor' | 'warehouse'>;
  /** What the WMS has been given once it takes the order. */
  readonly lines: OrderOutcome['lines'];
  /** Tries before this one, for the retry schedule. */
  readonly tries: number;
  /** Epoch milliseconds of the first try. */
  readonly firstTriedAt: number;
  /** An earlier request may have had its effect: look before sending. */
  readonly doubt: boolean;
  /** False: only the doubt is to be cleared up, the order is not wanted any more. */
  readonly wanted: boolean;
  /** Monotonic time the claim was made. */
  readonly claimedAt: number;
  /** Answers the Kafka record that drives this job; null once, or when, the timer is responsible. */
  record: { ack(): void; nack(failure: unknown): void } | null;
  /** It goes out alone while the breaker is open. */
  readonly probe: boolean;
}
