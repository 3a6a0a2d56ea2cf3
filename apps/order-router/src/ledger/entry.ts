import type { Decision, OrderRevised } from '@joor-bridge/contracts';

/** One revision of an order on its way into the ledger, with what was decided about it. */
export interface Entry {
  readonly event: OrderRevised;
  /** The event as it came from Kafka. */
  readonly bytes: Buffer;
  /** Null: the connection's settings have not arrived yet; the order waits for them. */
  readonly decision: Decision | null;
  /** How the delivery starts; null when nothing is to be delivered. */
  readonly start: DeliveryStart | null;
  /** The Kafka record that waits for an answer; null when a timer or a person drives this. */
  readonly record: { ack(): void; nack(failure: unknown): void } | null;
}

export type DeliveryStart =
  /** The caller will send it now, under this attempt. */
  | { readonly state: 'delivering'; readonly attemptId: string; readonly testMode: boolean }
  /** The destination takes nothing at the moment; the timer sends it. */
  | {
      readonly state: 'parked';
      readonly dueInMs: number;
      readonly reason: string;
      readonly testMode: boolean;
    }
  /** Test mode at a WMS without a sandbox. */
  | { readonly state: 'would-deliver'; readonly testMode: true; readonly body: string };

export const orderId = (entry: Entry): string => entry.event.order.orderId;
