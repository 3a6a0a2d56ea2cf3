import type { Topic } from '@joor-bridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';
import { isDone, type Place, rangeOf } from './topic-range.js';
import { type Heartbeat, TopicReader } from './topic-reader.js';

/** A record as it lies on a topic. */
export interface StoredRecord {
  readonly partition: number;
  readonly offset: number;
  readonly message: KafkaMessage;
}

const HEARTBEAT_MS = 3_000;

/**
 * Reads a range of a topic and ends: from `from` (default: the first record) up to, not including, `to` (default:
 * the end as of now). In order within a partition. A slow reader slows the reading; nothing piles up.
 */
export async function* readTopic(
  cluster: Cluster,
  topic: Pick<Topic, 'name'>,
  places: { from?: Place; to?: Place } = {},
): AsyncGenerator<StoredRecord, void, undefined> {
  const range = await rangeOf(cluster, topic.name, places);
  const at = new Map(range.from);
  if (isDone(at, range)) return;
  const handover = new Handover();
  const reader = new TopicReader(cluster, {
    topic: topic.name,
    from: range.from,
    onRecords: (partition, records, heartbeat) => {
      const end = range.to.get(partition) ?? 0;
      const wanted = records.filter(({ offset }) => Number(offset) < end);
      return handover.give(
        wanted.map((message) => ({ partition, offset: Number(message.offset), message })),
        heartbeat,
      );
    },
    onPosition: (partition, offset) => {
      at.set(partition, offset);
      if (isDone(at, range)) handover.end();
    },
    onCrash: (error) => handover.fail(error),
  });
  try {
    await reader.start();
    for (;;) {
      const records = await handover.take();
      if (!records) return;
      yield* records;
    }
  } finally {
    handover.end();
    await reader.stop();
  }
}

/** One batch passes from the client's callback to the iterating caller at a time. */
class Handover {
  private batch: readonly StoredRecord[] | undefined;
  private ended = false;
  private failure: Error | undefined;
  private wakeTaker: () => void = () => undefined;
  private wakeGiver: () => void = () => undefined;

  /** Resolves when the batch before this one has been worked through, so that one is read ahead. */
  async give(records: readonly StoredRecord[], heartbeat: Heartbeat): Promise<void> {
    while (this.batch && !this.ended) {
      await this.taken();
      await heartbeat();
    }
    if (records.length === 0) return;
    this.batch = records;
    this.wakeTaker();
  }

  /** Undefined: there is nothing more. */
  async take(): Promise<readonly StoredRecord[] | undefined> {
    while (!this.batch && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wakeTaker = resolve;
      });
    }
    if (this.failure) throw this.failure;
    const { batch } = this;
    this.batch = undefined;
    this.wakeGiver();
    return batch;
  }

  end(): void {
    this.ended = true;
    this.wakeTaker();
    this.wakeGiver();
  }

  fail(error: Error): void {
    this.failure = error;
    this.end();
  }

  private taken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, HEARTBEAT_MS);
      this.wakeGiver = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
