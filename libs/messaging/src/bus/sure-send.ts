import kafkajs, { type ICustomPartitioner, type Producer } from 'kafkajs';
import { partitionOfKey } from './partition-of-key.js';
import type { WireRecord } from './wire-record.js';

export interface TopicRecords {
  readonly topic: string;
  readonly messages: WireRecord[];
}

const MAX_ROUNDS = 5;

/** The usual partitioner; writes its choice on the record, so that a repetition goes to the same partition. */
export const noteChoice: ICustomPartitioner = () => {
  const without = kafkajs.Partitioners.DefaultPartitioner();
  return (args) => {
    const { message, partitionMetadata } = args;
    const { key } = message;
    if (message.partition !== undefined) return message.partition;
    message.partition =
      key === null || key === undefined
        ? without(args)
        : partitionOfKey(Buffer.from(key), partitionMetadata.length);
    return message.partition;
  };
};

/**
 * Sends records and makes sure that each partition has confirmed them. kafkajs 2.2.4 does not: when a request to a
 * dying broker fails, its retry leaves out brokers that have answered already, and so everything whose new leader
 * is one of them, and then resolves as if all was written. What has no confirmation is sent again here.
 * @throws the client's error, or an error when a partition does not confirm for several rounds
 */
export async function sendSurely(
  producer: Pick<Producer, 'sendBatch'>,
  batch: readonly TopicRecords[],
): Promise<void> {
  let left = [...batch];
  for (let round = 1; left.length > 0; round += 1) {
    if (round > MAX_ROUNDS) throw new Unconfirmed(left.map(({ topic }) => topic));
    const confirmed = new Set<string>();
    for (const { topicName, partition } of await producer.sendBatch({ acks: -1, topicMessages: left })) {
      confirmed.add(`${partition}/${topicName}`);
    }
    left = left
      .map(({ topic, messages }) => ({
        topic,
        messages: messages.filter(({ partition }) => !confirmed.has(`${partition}/${topic}`)),
      }))
      .filter(({ messages }) => messages.length > 0);
  }
}

/** Later may help: the cluster is changing its leaders. */
class Unconfirmed extends Error {
  override readonly name = 'KafkaJSUnconfirmed';
  readonly retriable = true;
  constructor(topics: readonly string[]) {
    super(`Not confirmed by the leaders of ${topics.join(', ')}: publish again`);
  }
}
