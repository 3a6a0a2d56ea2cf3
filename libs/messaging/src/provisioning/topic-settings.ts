import type { Topic } from '@joor-bridge/contracts';

/** Copies of each record, and how many must have it before it counts as written. */
export interface Replication {
  readonly factor: number;
  readonly minInSync: number;
}

/**
 * | brokers | copies | in sync at least | survives the loss of      |
 * |---------|--------|------------------|---------------------------|
 * | 1       | 1      | 1                | none                      |
 * | 2       | 2      | 1                | one, writes go on         |
 * | 3 and more | 3   | 2                | one, writes go on         |
 */
export function replicationFor(brokers: number): Replication {
  const factor = Math.max(1, Math.min(3, brokers));
  return { factor, minInSync: minInSyncFor(factor) };
}

/** How many of that many copies must be in sync: all but one, so that writes go on without one broker. */
export const minInSyncFor = (copies: number): number => (copies >= 3 ? 2 : 1);

/** Dead letters are records of any size the broker took, and our headers on top. */
const DEAD_LETTER_BYTES = 2_097_152;

/** The broker's settings for a topic, as Kafka names them. */
export function settingsOf(topic: Topic, minInSync: number): Record<string, string> {
  const { cleanup } = topic;
  const settings: Record<string, string> = {
    'cleanup.policy': cleanup.policy,
    'min.insync.replicas': String(minInSync),
  };
  if (cleanup.policy === 'delete') settings['retention.ms'] = String(cleanup.retentionMs);
  else settings['min.compaction.lag.ms'] = String(cleanup.minLagMs);
  if (topic.events.length === 0) settings['max.message.bytes'] = String(DEAD_LETTER_BYTES);
  return settings;
}
