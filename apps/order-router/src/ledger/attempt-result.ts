import type { Exchange } from '@joor-bridge/wms';

/** What an attempt made of a delivery. */
export interface AttemptResult {
  readonly connectionId: string;
  readonly orderId: string;
  readonly revision: string;
  readonly attemptId: string;
  /** Under which the order was decided and rendered. */
  readonly settingsVersion: number;
  readonly startedAt: Date;
  readonly answer: string;
  readonly wmsOrderId: string | null;
  /** Null when no request was written. */
  readonly exchange: Exchange | null;
  readonly fate: Fate;
}

/** Where an attempt leaves its delivery. */
export interface Fate {
  readonly state: 'delivered' | 'failed' | 'parked';
  readonly reason: string | null;
  /** For `parked`: when to look again. */
  readonly dueInMs: number | null;
  /** The request may have had its effect; nothing is sent before that is known. */
  readonly doubt: boolean;
}
