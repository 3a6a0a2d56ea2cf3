import type { KafkaMessage } from 'kafkajs';
import type { PartitionTracker, Slot } from './partition-tracker.js';

/** A partition as long as it is assigned to this member. */
export interface Assigned {
  readonly topic: string;
  /** The topic's name on the cluster, with the installation's prefix. */
  readonly clusterTopic: string;
  readonly partition: number;
  readonly tracker: PartitionTracker;
  /** It went to another member: what is not yet with a handler is dropped, nothing of it is committed. */
  lost: boolean;
  /** Records waiting because the world is down; while there are any, nothing more is fetched. */
  waiting: number;
  paused: boolean;
  committed: number | undefined;
  highWatermark: number;
}

/** A record that was taken and is not finished. */
export class InFlight {
  /** Failures so far, by kind. */
  transient = 0;
  unexpected = 0;
  firstFailedAt = 0;
  givenAt = 0;

  constructor(
    readonly home: Assigned,
    readonly slot: Slot,
    readonly key: string,
    readonly message: KafkaMessage,
    readonly bytes: number,
  ) {}

  get attempts(): number {
    return this.transient + this.unexpected;
  }
}
