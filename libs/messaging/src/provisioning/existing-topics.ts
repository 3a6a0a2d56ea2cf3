import type { Topic } from '@joor-bridge/contracts';
import type { Admin } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';

/** How many partitions the topics have that exist, by their name without the installation's prefix. */
export async function partitionsOf(
  cluster: Cluster,
  admin: Admin,
  topics: readonly Topic[],
): Promise<Map<string, number>> {
  const names = new Map(topics.map((topic) => [cluster.nameOf(topic.name), topic.name]));
  const present = (await admin.listTopics()).filter((name) => names.has(name));
  // Asking for no topic in particular would mean all of them.
  if (present.length === 0) return new Map();
  const { topics: found } = await admin.fetchTopicMetadata({ topics: present });
  return new Map(found.map(({ name, partitions }) => [names.get(name) ?? name, partitions.length]));
}
