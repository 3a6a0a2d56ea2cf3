import type { Consumer, KafkaMessage } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';
import { CONSUMER_METADATA_AGE_MS } from '../bus/kafka-client.js';
import { uuidV7 } from '../bus/uuid-v7.js';
import { watchCrashes } from '../runtime/crash-watch.js';

export interface TopicReaderOptions {
  /** Without the installation's prefix. */
  readonly topic: string;
  /** Offset to start from, by partition. */
  readonly from: ReadonlyMap<number, number>;
  /** Gets records in order of offset, each once; while it has not resolved nothing more is read. */
  readonly onRecords: (
    partition: number,
    records: readonly KafkaMessage[],
    heartbeat: Heartbeat,
  ) => Promise<void>;
  /** Everything below the offset has been read. */
  readonly onPosition: (partition: number, offset: number) => void;
  readonly onCrash?: (error: Error) => void;
}

export type Heartbeat = () => Promise<void>;

const MAX_RESTARTS = 10;

/**
 * Reads a topic from given offsets, all partitions, in a group that nobody else has. It keeps its place itself and
 * commits nothing: after a broker's restart it goes on where it was, and the group is gone when it leaves.
 */
export class TopicReader {
  private readonly consumer: Consumer;
  private readonly positions: Map<number, number>;
  private readonly group: string;

  constructor(
    private readonly cluster: Cluster,
    private readonly options: TopicReaderOptions,
  ) {
    this.positions = new Map(options.from);
    this.group = cluster.nameOf(`${options.topic}.${cluster.clientId}.${uuidV7()}`);
    this.consumer = cluster.kafka.consumer({
      groupId: this.group,
      allowAutoTopicCreation: false,
      metadataMaxAge: CONSUMER_METADATA_AGE_MS,
      maxWaitTimeInMs: 500,
      maxBytes: 4_000_000,
    });
  }

  async start(): Promise<void> {
    const { cluster, consumer, options } = this;
    const topic = cluster.nameOf(options.topic);
    watchCrashes(consumer, { ...options, group: this.group, log: cluster.log, maxRestarts: MAX_RESTARTS });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const [partition, offset] of this.positions) {
        consumer.seek({ topic, partition, offset: String(offset) });
      }
    });
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      this.moveTo(payload.partition, Number(payload.lastOffset) + 1);
    });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, heartbeat }) => {
        const position = this.positions.get(batch.partition) ?? 0;
        const fresh = batch.messages.filter(({ offset }) => Number(offset) >= position);
        if (fresh.length > 0) await options.onRecords(batch.partition, fresh, heartbeat);
      },
    });
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }

  private moveTo(partition: number, offset: number): void {
    if (offset <= (this.positions.get(partition) ?? 0)) return;
    this.positions.set(partition, offset);
    this.options.onPosition(partition, offset);
  }
}
