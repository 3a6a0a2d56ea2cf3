import { allTopics, type Topic } from '@joor-bridge/contracts';
import { type Cluster, withAdmin } from '../bus/cluster.js';
import { existingTopics } from './existing-topics.js';

/** The cluster's topics are not as they are declared. */
export class TopicsUnfit extends Error {
  override readonly name = 'TopicsUnfit';
  constructor(readonly faults: readonly string[]) {
    super(`${faults.join('; ')}. Run \`joorctl topics apply\` to create and mend them.`);
  }
}

/**
 * Makes sure that the topics are there with the declared number of partitions.
 * @throws TopicsUnfit with all faults and the command that mends them.
 */
export async function checkTopics(cluster: Cluster, topics: readonly Topic[] = allTopics()): Promise<void> {
  const existing = await withAdmin(cluster, (admin) => existingTopics(cluster, admin, topics));
  const faults = topics.flatMap((topic) =>
    faultOf(cluster.nameOf(topic.name), topic, existing.get(topic.name)?.partitions),
  );
  if (faults.length > 0) throw new TopicsUnfit(faults);
}

function faultOf(name: string, topic: Topic, partitions: number | undefined): string[] {
  if (partitions === undefined) return [`topic ${name} is missing`];
  if (partitions === topic.partitions) return [];
  return [`topic ${name} has ${partitions} partitions, not ${topic.partitions}`];
}
