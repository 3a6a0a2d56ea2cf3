import type { EventContract } from '../event/event-contract.js';

/** Partitions of the topics that scale out. Fixed at birth: more would move keys to other partitions. */
export const BUSY_PARTITIONS = 6;

const DAY_MS = 86_400_000;

export type Cleanup =
  | { readonly policy: 'compact'; readonly minLagMs: number }
  | { readonly policy: 'delete'; readonly retentionMs: number };

export const compact = (minLagDays = 0): Cleanup => ({ policy: 'compact', minLagMs: minLagDays * DAY_MS });
export const deleteAfter = (days: number): Cleanup => ({ policy: 'delete', retentionMs: days * DAY_MS });

/** One topic: what provisioning, the event reference and the docs are made from. */
export interface Topic {
  readonly name: string;
  /** What its records are keyed by, in words. */
  readonly key: string;
  // biome-ignore lint/suspicious/noExplicitAny: a list of contracts of different events has no common event type
  readonly events: readonly EventContract<any>[];
  readonly partitions: number;
  readonly cleanup: Cleanup;
  readonly owner: string;
  /** Consumer groups that read it and have a dead letter topic for it. */
  readonly groups: readonly string[];
  readonly description: string;
}

/** Where a group's dead letters of a topic go. Same partitions and keys as the source. */
export const deadLetterTopic = (topic: string, group: string): string => `${topic}.${group}.dlq`;
