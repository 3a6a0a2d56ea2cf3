import { deadLetterTopic } from '@joor-bridge/contracts';
import type { Cluster } from '../bus/cluster.js';
import type { WireRecord } from '../bus/wire-record.js';
import type { FailureKind } from '../runtime/failure-kind.js';
import type { InFlight } from '../runtime/in-flight.js';
import { deathHeaders } from './dead-letter-headers.js';

export type WriteDeadLetter = (record: InFlight, kind: FailureKind, failure: unknown) => Promise<void>;

const HEADERS_BYTES = 7_000;

/**
 * Puts given-up records on their group's dead letter topic: key, value and headers untouched, same partition.
 * Resolves when all in-sync replicas have it; only then may the source offset be committed. Records given up at
 * the same time share requests.
 */
export function deadLetterWriter(cluster: Cluster, group: string, now = Date.now): WriteDeadLetter {
  return async (record, kind, failure) => {
    const { home, slot, message } = record;
    const headers = deathHeaders({
      sourceTopic: home.topic,
      sourcePartition: home.partition,
      sourceOffset: slot.offset,
      sourceTimestamp: Number(message.timestamp),
      group,
      kind,
      failure,
      attempts: Math.max(record.attempts, 1),
      firstFailedAt: record.firstFailedAt,
      failedAt: now(),
    });
    const wire: WireRecord = {
      key: message.key,
      value: message.value,
      headers: { 'dlq-replay-count': '0', ...definedOnly(message.headers), ...headers },
      partition: home.partition,
      bytes: record.bytes + HEADERS_BYTES,
    };
    await cluster.publishAsIs(deadLetterTopic(home.topic, group), [wire]);
  };
}

function definedOnly(headers: InFlight['message']['headers']): WireRecord['headers'] {
  const kept: WireRecord['headers'] = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
