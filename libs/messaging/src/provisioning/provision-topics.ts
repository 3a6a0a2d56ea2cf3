import { allTopics, type Topic } from '@joor-bridge/contracts';
import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs';
import { type Cluster, withAdmin } from '../bus/cluster.js';
import { whileSettling } from '../bus/while-settling.js';
import { type ExistingTopic, existingTopics } from './existing-topics.js';
import { minInSyncFor, type Replication, replicationFor, settingsOf } from './topic-settings.js';

/** What was done, by the topics' names on the cluster. */
export interface Provisioned {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
}

/**
 * Makes the cluster's topics as they are declared: creates what is missing, mends settings. Partitions are added
 * to an empty topic only, since they would send keys to other partitions than the records they follow.
 * @throws Error naming a topic with records and another number of partitions; the others are done by then.
 */
export async function provisionTopics(
  cluster: Cluster,
  topics: readonly Topic[] = allTopics(),
): Promise<Provisioned> {
  return withAdmin(cluster, async (admin) => {
    const existing = await existingTopics(cluster, admin, topics);
    const replication = replicationFor((await admin.describeCluster()).brokers.length);
    const missing = topics.filter(({ name }) => !existing.has(name));
    await create(cluster, admin, missing, replication);
    const there = topics.filter(({ name }) => existing.has(name));
    const changed = await mend(cluster, admin, there, existing);
    const names = (list: readonly Topic[]) => list.map(({ name }) => cluster.nameOf(name));
    return {
      created: names(missing),
      changed: names(there.filter(({ name }) => changed.has(name))),
      unchanged: names(there.filter(({ name }) => !changed.has(name))),
    };
  });
}

/** Gives the names of those that were changed. */
async function mend(
  cluster: Cluster,
  admin: Admin,
  topics: readonly Topic[],
  existing: ReadonlyMap<string, ExistingTopic>,
): Promise<Set<string>> {
  const changed = new Set<string>();
  const settings = await settingsNow(
    admin,
    topics.map(({ name }) => cluster.nameOf(name)),
  );
  for (const topic of topics) {
    const name = cluster.nameOf(topic.name);
    const copies = existing.get(topic.name)?.copies ?? 1;
    if (await mendSettings(admin, name, topic, copies, settings.get(name) ?? [])) changed.add(topic.name);
  }
  for (const topic of topics.filter(
    ({ name, partitions }) => existing.get(name)?.partitions !== partitions,
  )) {
    await mendPartitions(admin, cluster.nameOf(topic.name), topic.partitions);
    changed.add(topic.name);
  }
  return changed;
}

async function create(
  cluster: Cluster,
  admin: Admin,
  topics: readonly Topic[],
  replication: Replication,
): Promise<void> {
  if (topics.length === 0) return;
  const wanted = topics.map((topic) => ({
    topic: cluster.nameOf(topic.name),
    numPartitions: topic.partitions,
    replicationFactor: replication.factor,
    configEntries: entriesOf(settingsOf(topic, replication.minInSync)),
  }));
  await whileSettling(() => admin.createTopics({ waitForLeaders: true, topics: wanted }));
  // A broker shows a partition a moment before it serves it. A batch sent in between is refused in part and sent
  // again as a whole, and so written twice; only an answer of every leader ends the wait.
  for (const { topic } of wanted) await whileSettling(() => admin.fetchTopicOffsets(topic));
}

const entriesOf = (settings: Record<string, string>) =>
  Object.entries(settings).map(([name, value]) => ({ name, value }));

/** Of all topics at once: before each answer the client asks about every topic of the cluster. */
async function settingsNow(admin: Admin, names: readonly string[]): Promise<Map<string, ConfigEntries[]>> {
  if (names.length === 0) return new Map();
  const resources = names.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name }));
  const described = await admin.describeConfigs({ includeSynonyms: false, resources });
  return new Map(described.resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
}

/**
 * A topic keeps the copies it was made with, so how many must be in sync follows from those, not from the brokers
 * that are there at the moment; and what is stricter stays, since less would lose what was promised to be kept.
 */
async function mendSettings(
  admin: Admin,
  name: string,
  topic: Topic,
  copies: number,
  entries: readonly ConfigEntries[],
): Promise<boolean> {
  const now = new Map(entries.map((entry) => [entry.configName, entry]));
  const inSyncNow = Number(now.get('min.insync.replicas')?.configValue ?? 1);
  const settings = settingsOf(topic, Math.max(inSyncNow, minInSyncFor(copies)));
  if (Object.entries(settings).every(([key, value]) => now.get(key)?.configValue === value)) return false;
  // The request replaces all of a topic's own settings, so those that an operator made are sent along.
  const kept = [...now.values()]
    .filter((entry) => !entry.isDefault)
    .map((entry) => [entry.configName, entry.configValue]);
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name };
  const configEntries = entriesOf({ ...Object.fromEntries(kept), ...settings });
  await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
  return true;
}

async function mendPartitions(admin: Admin, name: string, partitions: number): Promise<void> {
  const ends = await admin.fetchTopicOffsets(name);
  if (ends.some(({ high }) => high !== '0') || ends.length > partitions) {
    throw new Error(
      `Topic ${name} has ${ends.length} partitions, not ${partitions}, and cannot be changed without sending keys to other partitions: move its records to a new topic.`,
    );
  }
  await admin.createPartitions({ topicPartitions: [{ topic: name, count: partitions }] });
}
