import type { Consumer } from 'kafkajs';
import type { Assigned } from './in-flight.js';
import { PartitionTracker } from './partition-tracker.js';

export type FlowControl = Pick<Consumer, 'pause' | 'resume' | 'seek'>;

/** The partitions that are this member's, and how far each has got. */
export class Assignment {
  private partitions = new Map<string, Assigned>();
  private memberId = '';

  constructor(
    private readonly client: FlowControl,
    private readonly maxSpan: number,
    private readonly topicOf: (clusterTopic: string) => string,
  ) {}

  /**
   * Takes over what a rebalance gave. A partition that stayed here goes on where it was, rather than being read
   * again from the committed offset. With a new member id nothing stayed: the group had counted us out, and
   * another member may have got further than we did.
   */
  joined(memberId: string, assigned: Readonly<Record<string, readonly number[]>>): void {
    const before = this.partitions;
    const stayed = memberId === this.memberId;
    this.memberId = memberId;
    this.partitions = new Map();
    for (const [clusterTopic, partitions] of Object.entries(assigned)) {
      for (const partition of partitions) {
        const id = idOf(clusterTopic, partition);
        const old = stayed ? before.get(id) : undefined;
        before.delete(old ? id : '');
        const home = old ?? fresh(this.topicOf(clusterTopic), clusterTopic, partition);
        this.partitions.set(id, home);
        this.goOn(home);
      }
    }
    for (const home of before.values()) home.lost = true;
  }

  get(clusterTopic: string, partition: number): Assigned | undefined {
    return this.partitions.get(idOf(clusterTopic, partition));
  }

  all(): Iterable<Assigned> {
    return this.partitions.values();
  }

  /** Fetching from a partition stops while its records wait for the world, or while too many are done out of turn. */
  flow(home: Assigned): void {
    const tooMany = home.tracker.span >= (home.paused ? this.maxSpan / 2 : this.maxSpan);
    const pause = home.waiting > 0 || tooMany;
    if (home.lost || pause === home.paused) return;
    home.paused = pause;
    this.apply(home);
  }

  /** Low-water marks that have moved since they were last committed. */
  toCommit(): { home: Assigned; offset: number }[] {
    const moved: { home: Assigned; offset: number }[] = [];
    for (const home of this.partitions.values()) {
      const offset = home.tracker.lowWater;
      if (offset !== undefined && offset !== home.committed) moved.push({ home, offset });
    }
    return moved;
  }

  /** The client forgets its positions with each join, but not its pauses: not even those of a former member id. */
  private goOn(home: Assigned): void {
    const { next } = home.tracker;
    if (next !== undefined) {
      this.client.seek({ topic: home.clusterTopic, partition: home.partition, offset: String(next) });
    }
    this.apply(home);
  }

  private apply(home: Assigned): void {
    const place = [{ topic: home.clusterTopic, partitions: [home.partition] }];
    try {
      if (home.paused) this.client.pause(place);
      else this.client.resume(place);
    } catch {
      // The client is between two runs; the next join gives every partition anew.
    }
  }
}

const idOf = (clusterTopic: string, partition: number): string => `${partition}/${clusterTopic}`;

const fresh = (topic: string, clusterTopic: string, partition: number): Assigned => ({
  topic,
  clusterTopic,
  partition,
  tracker: new PartitionTracker(),
  lost: false,
  waiting: 0,
  paused: false,
  committed: undefined,
  highWatermark: 0,
});
