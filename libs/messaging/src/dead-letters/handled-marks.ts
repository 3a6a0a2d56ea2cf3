import { deadLetterTopic } from '@joor-bridge/contracts';
import type { Cluster } from '../bus/cluster.js';
import type { WireRecord } from '../bus/wire-record.js';
import { readTopic, type StoredRecord } from '../tables/read-topic.js';
import type { DeadLetter, DeadLetterBox } from './dead-letter.js';

/**
 * A single record cannot be taken off a topic. So what was done with a dead letter is written behind it: a mark
 * on the same partition with the letter's offset, what was done, when, and why. A mark is younger than its letter
 * and is therefore kept as long; the pair tells the letter's whole story.
 */
const OFFSET = 'dlq-handled-offset';

const MARK_BYTES = 2_000;

export type Handled = 'requeued' | 'discarded';

export async function markHandled(
  cluster: Cluster,
  letters: readonly DeadLetter[],
  handled: Handled,
  reason: string,
): Promise<void> {
  const at = new Date().toISOString();
  const marks = letters.map(({ box, partition, offset, key }): { topic: string; mark: WireRecord } => ({
    topic: deadLetterTopic(box.topic, box.group),
    mark: {
      key,
      value: null,
      partition,
      bytes: MARK_BYTES,
      headers: {
        [OFFSET]: String(offset),
        'dlq-handled-as': handled,
        'dlq-handled-at': at,
        'dlq-handled-reason': reason.slice(0, 1_000),
      },
    },
  }));
  const topics = new Set(marks.map(({ topic }) => topic));
  await Promise.all(
    [...topics].map((topic) =>
      cluster.publishAsIs(
        topic,
        marks.filter((each) => each.topic === topic).map(({ mark }) => mark),
      ),
    ),
  );
}

/** The offset of the letter that this record marks; undefined: it is a letter itself. */
export function markedOffset({ message }: StoredRecord): number | undefined {
  const offset = message.headers?.[OFFSET];
  return offset === undefined ? undefined : Number(offset.toString());
}

/** Letters that were dealt with, as `partition/offset`. */
export async function handledLetters(
  cluster: Cluster,
  { topic, group }: DeadLetterBox,
): Promise<Set<string>> {
  const handled = new Set<string>();
  for await (const record of readTopic(cluster, { name: deadLetterTopic(topic, group) })) {
    const offset = markedOffset(record);
    if (offset !== undefined) handled.add(`${record.partition}/${offset}`);
  }
  return handled;
}
