import { deadLetterTopic } from '@joor-bridge/contracts';
import type { Cluster } from '../bus/cluster.js';
import type { WireRecord } from '../bus/wire-record.js';
import type { DeadLetterBox } from './dead-letter.js';
import { deathHeaders } from './dead-letter-headers.js';

/** Something that came from outside and cannot be made an event. */
export interface Unreadable {
  readonly key: string;
  /** As it came; above 1 MB its beginning is kept. */
  readonly body: Buffer;
  readonly failure: Error;
  /** E.g. where it came from. */
  readonly headers?: Readonly<Record<string, string>>;
}

const MAX_BODY_BYTES = 1_000_000;
const HEADERS_BYTES = 7_000;

/** Puts what a producer could not read among the dead letters of the topic it was meant for. */
export async function publishUnreadable(
  cluster: Cluster,
  box: DeadLetterBox,
  unreadable: readonly Unreadable[],
): Promise<void> {
  const now = Date.now();
  const records = unreadable.map(({ key, body, failure, headers }): WireRecord => {
    const value = body.length > MAX_BODY_BYTES ? body.subarray(0, MAX_BODY_BYTES) : body;
    const death = deathHeaders({
      sourceTopic: box.topic,
      sourcePartition: -1,
      sourceOffset: -1,
      sourceTimestamp: now,
      group: box.group,
      kind: 'malformed',
      failure,
      attempts: 1,
      firstFailedAt: now,
      failedAt: now,
    });
    return {
      key,
      value,
      headers: { 'dlq-replay-count': '0', ...headers, ...death },
      bytes: key.length + value.length + HEADERS_BYTES,
    };
  });
  await cluster.publishAsIs(deadLetterTopic(box.topic, box.group), records);
}
