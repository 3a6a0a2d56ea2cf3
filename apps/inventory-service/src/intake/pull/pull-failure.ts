import { OutboundRefused } from '@joor-bridge/service-kit';
import { PullFailed } from '@joor-bridge/wms';
import type { Trouble } from './pull-waits.js';

export interface PullFailure {
  readonly trouble: Trouble;
  /** For a person: what happened and what to do. */
  readonly reason: string;
  readonly retryAfterMs: number | null;
}

/** What a pull's error means for the connection. */
export function failureOf(error: unknown): PullFailure {
  if (!(error instanceof PullFailed)) return internal(error);
  const refusal = error.cause instanceof OutboundRefused ? error.cause.message : null;
  const again = error.kind === 'unauthorized' ? '' : ' It is read again by itself.';
  return {
    trouble: error.kind,
    reason: `${refusal ?? error.message}${again}`,
    retryAfterMs: error.retryAfterMs,
  };
}

function internal(error: unknown): PullFailure {
  const reason =
    error instanceof NotMaterialised
      ? error.message
      : 'The reading failed within joor-bridge; the log of inventory-service says why. It is read again by itself.';
  return { trouble: 'internal', reason, retryAfterMs: null };
}

/** Levels that were published did not reach the table. */
export class NotMaterialised extends Error {
  override readonly name = 'NotMaterialised';
  constructor(levels: number) {
    super(
      `${levels} levels that were read have not come back from Kafka: see whether the group inventory-service has a lag or dead letters on wms.stock.v1.`,
    );
  }
}
