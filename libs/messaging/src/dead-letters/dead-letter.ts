import { textsOf } from '../runtime/delivery.js';
import type { FailureKind } from '../runtime/failure-kind.js';
import type { StoredRecord } from '../tables/read-topic.js';

/** A group's dead letters of one topic. */
export interface DeadLetterBox {
  /** The source topic, without the installation's prefix. */
  readonly topic: string;
  readonly group: string;
}

/** A record that its consumer gave up, as it lies on the dead letter topic. */
export interface DeadLetter {
  readonly box: DeadLetterBox;
  /** Place on the dead letter topic; names this letter. */
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sourcePartition: number;
  /** -1: the record was never on the source topic. */
  readonly sourceOffset: number;
  readonly kind: FailureKind;
  readonly errorClass: string;
  readonly errorMessage: string;
  readonly attempts: number;
  /** ISO 8601. */
  readonly failedAt: string;
  /** How many times it has been sent back before. */
  readonly replayCount: number;
  readonly record: StoredRecord;
}

/** @param record from the dead letter topic */
export function deadLetterFrom(box: DeadLetterBox, record: StoredRecord): DeadLetter {
  const headers = textsOf(record.message.headers);
  return {
    box,
    partition: record.partition,
    offset: record.offset,
    key: record.message.key?.toString() ?? '',
    headers,
    sourcePartition: Number(headers['dlq-source-partition'] ?? record.partition),
    sourceOffset: Number(headers['dlq-source-offset'] ?? -1),
    kind: kindNamed(headers['dlq-kind']),
    errorClass: headers['dlq-error-class'] ?? '',
    errorMessage: headers['dlq-error-message'] ?? '',
    attempts: Number(headers['dlq-attempts'] ?? 1),
    failedAt: headers['dlq-failed-at'] ?? new Date(Number(record.message.timestamp)).toISOString(),
    replayCount: Number(headers['dlq-replay-count'] ?? 0),
    record,
  };
}

const kindNamed = (name: string | undefined): FailureKind =>
  name === 'malformed' || name === 'transient' ? name : 'unexpected';
