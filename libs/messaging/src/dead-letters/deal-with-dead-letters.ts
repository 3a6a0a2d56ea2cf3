import type { Cluster } from '../bus/cluster.js';
import type { WireRecord } from '../bus/wire-record.js';
import type { DeadLetter } from './dead-letter.js';
import { markHandled } from './handled-marks.js';

/**
 * Sends dead letters back to the topic they came from, in the order given, on the partition they were on. A crash
 * in the middle leaves letters that were sent back and are still listed: sending again repeats them, loses none.
 * @throws Error, before anything is sent, for a letter whose record never was on a topic.
 */
export async function requeue(cluster: Cluster, letters: readonly DeadLetter[], reason = ''): Promise<void> {
  const neverThere = letters.find(({ sourceOffset }) => sourceOffset < 0);
  if (neverThere) {
    throw new Error(
      `Dead letter ${neverThere.partition}/${neverThere.offset} (${neverThere.key}) was never on ${neverThere.box.topic}, so it cannot go back there: mend it where it came from and poll it again, then discard the letter.`,
    );
  }
  const byTopic = new Map<string, WireRecord[]>();
  for (const letter of letters) {
    const records = byTopic.get(letter.box.topic) ?? [];
    records.push(revived(letter));
    byTopic.set(letter.box.topic, records);
  }
  for (const [topic, records] of byTopic) await cluster.publishAsIs(topic, records);
  await markHandled(cluster, letters, 'requeued', reason);
}

/** Lets dead letters rest for good; the reason is kept with them. */
export async function discard(
  cluster: Cluster,
  letters: readonly DeadLetter[],
  reason: string,
): Promise<void> {
  await markHandled(cluster, letters, 'discarded', reason);
}

const HEADERS_BYTES = 1_000;

/** The record as it was, but for the count of its returns. */
function revived({ record, sourcePartition, replayCount }: DeadLetter): WireRecord {
  const { key, value, headers } = record.message;
  const kept: WireRecord['headers'] = { 'dlq-replay-count': String(replayCount + 1) };
  for (const name in headers) {
    const header = headers[name];
    if (header !== undefined && !name.startsWith('dlq-')) kept[name] = header;
  }
  const bytes = (key?.length ?? 0) + (value?.length ?? 0) + HEADERS_BYTES;
  return { key, value, headers: kept, partition: sourcePartition, bytes };
}
