import type { Admin, Kafka } from 'kafkajs';
import type { Log } from './log.js';
import type { WireRecord } from './wire-record.js';

/** What the rooms of this library need of the bus. */
export interface Cluster {
  readonly kafka: Kafka;
  readonly clientId: string;
  readonly log: Log;
  /** The name on the cluster of a topic or a group of this installation. */
  nameOf(topicOrGroup: string): string;
  /** Puts records on a topic exactly as they are; resolves when all in-sync replicas have them. */
  publishAsIs(topicName: string, records: readonly WireRecord[]): Promise<void>;
}

/** Does something as administrator, on a connection of its own. */
export async function withAdmin<T>(cluster: Cluster, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = cluster.kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
