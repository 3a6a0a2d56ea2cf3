import type { Topic } from '@joor-bridge/contracts';
import type { Admin } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';

export interface ExistingTopic {
  readonly partitions: number;
  /** Of each record, at brokers that are away too. */
  readonly copies: number;
}

/** Those of the topics that exist, by their name without the installation's prefix. */
export async function existingTopics(
  cluster: Cluster,
  admin: Admin,
  topics: readonly Topic[],
): Promise<Map<string, ExistingTopic>> {
  const names = new Map(topics.map((topic) => [cluster.nameOf(topic.name), topic.name]));
  const present = (await admin.listTopics()).filter((name) => names.has(name));
  // Asking for no topic in particular would mean all of them.
  if (present.length === 0) return new Map();
  const { topics: found } = await admin.fetchTopicMetadata({ topics: present });
  return new Map(
    found.map(({ name, partitions }) => [
      names.get(name) ?? name,
      {
        partitions: partitions.length,
        copies: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      },
    ]),
  );
}
