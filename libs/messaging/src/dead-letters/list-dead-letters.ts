import { deadLetterTopic } from '@joor-bridge/contracts';
import type { Cluster } from '../bus/cluster.js';
import type { FailureKind } from '../runtime/failure-kind.js';
import { readTopic } from '../tables/read-topic.js';
import { type DeadLetter, type DeadLetterBox, deadLetterFrom } from './dead-letter.js';
import { handledLetters, markedOffset } from './handled-marks.js';
import { OldestLetters } from './oldest-letters.js';

/** Every condition that is given must hold. */
export interface DeadLetterFilter {
  readonly kind?: FailureKind;
  readonly errorClass?: string;
  /** Part of the error's message, in any case. */
  readonly message?: string;
  /** Starts with; the key of an order is `connection id:order id`. */
  readonly keyPrefix?: string;
  /** Given up at or after this time, epoch milliseconds. */
  readonly from?: number;
  /** Given up before this time, epoch milliseconds. */
  readonly to?: number;
  /** At most so many, oldest first. Default 100. */
  readonly limit?: number;
}

/** Dead letters that nobody has dealt with yet, those given up first before the others. */
export async function listDeadLetters(
  cluster: Cluster,
  box: DeadLetterBox,
  filter: DeadLetterFilter = {},
): Promise<DeadLetter[]> {
  const { limit = 100 } = filter;
  const found = new OldestLetters(limit);
  const handled = await handledLetters(cluster, box);
  for await (const record of readTopic(cluster, { name: deadLetterTopic(box.topic, box.group) })) {
    if (markedOffset(record) !== undefined || handled.has(`${record.partition}/${record.offset}`)) continue;
    const letter = deadLetterFrom(box, record);
    if (matches(letter, filter)) found.add(letter);
  }
  return found.list();
}

/** Whether a letter fits a filter; the limit is not a condition. */
export function matches(letter: DeadLetter, filter: DeadLetterFilter): boolean {
  const { kind, errorClass, message, keyPrefix, from, to } = filter;
  const failedAt = Date.parse(letter.failedAt);
  return (
    (kind === undefined || letter.kind === kind) &&
    (errorClass === undefined || letter.errorClass === errorClass) &&
    (message === undefined || letter.errorMessage.toLowerCase().includes(message.toLowerCase())) &&
    (keyPrefix === undefined || letter.key.startsWith(keyPrefix)) &&
    (from === undefined || failedAt >= from) &&
    (to === undefined || failedAt < to)
  );
}
