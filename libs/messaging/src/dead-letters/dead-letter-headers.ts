import type { FailureKind } from '../runtime/failure-kind.js';

/** What is known about a record that could not be dealt with. */
export interface Death {
  readonly sourceTopic: string;
  readonly sourcePartition: number;
  readonly sourceOffset: number;
  /** Broker time of the source record in epoch milliseconds. */
  readonly sourceTimestamp: number;
  readonly group: string;
  readonly kind: FailureKind;
  readonly failure: unknown;
  readonly attempts: number;
  readonly firstFailedAt: number;
  readonly failedAt: number;
}

const MESSAGE_BYTES = 1_024;
const STACK_BYTES = 4_096;

/** The headers a dead letter has in addition to its own. Times are ISO 8601. */
export function deathHeaders(death: Death): Record<string, string> {
  const error = death.failure instanceof Error ? death.failure : undefined;
  return {
    'dlq-source-topic': death.sourceTopic,
    'dlq-source-partition': String(death.sourcePartition),
    'dlq-source-offset': String(death.sourceOffset),
    'dlq-source-timestamp': String(death.sourceTimestamp),
    'dlq-consumer-group': death.group,
    'dlq-kind': death.kind,
    'dlq-error-class': error?.name || typeof death.failure,
    'dlq-error-message': cut(error?.message ?? String(death.failure), MESSAGE_BYTES),
    'dlq-error-stack': death.kind === 'unexpected' ? cut(error?.stack ?? '', STACK_BYTES) : '',
    'dlq-attempts': String(death.attempts),
    'dlq-first-failed-at': new Date(death.firstFailedAt).toISOString(),
    'dlq-failed-at': new Date(death.failedAt).toISOString(),
  };
}

/** At most so many bytes of UTF-8, without half a character at the end. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}
