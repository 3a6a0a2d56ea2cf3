import type { EachBatchPayload } from 'kafkajs';
import type { Log } from '../bus/log.js';
import type { Assignment } from './assignment.js';

/**
 * Commits low-water marks on a short timer. The commit that comes with a batch is used, since it does not retry
 * on its own: a commit that a rebalance refuses must not come through later, when the partition is another's.
 */
export class OffsetCommits {
  private commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private committing: Promise<void> | undefined;

  constructor(
    private readonly assignment: Assignment,
    private readonly log: Log,
  ) {}

  /** The way to commit, as of the newest batch. */
  use(commit: EachBatchPayload['commitOffsetsIfNecessary']): void {
    this.commit = commit;
  }

  /** Commits what has moved. Never throws: what could not be committed is moved still, and goes with the next. */
  async flush(): Promise<void> {
    this.committing ??= this.write().finally(() => {
      this.committing = undefined;
    });
    await this.committing;
  }

  private async write(): Promise<void> {
    const moved = this.assignment.toCommit();
    if (moved.length === 0 || !this.commit) return;
    const topics = new Map<string, { partition: number; offset: string }[]>();
    for (const { home, offset } of moved) {
      const partitions = topics.get(home.clusterTopic) ?? [];
      partitions.push({ partition: home.partition, offset: String(offset) });
      topics.set(home.clusterTopic, partitions);
    }
    try {
      await this.commit({ topics: [...topics].map(([topic, partitions]) => ({ topic, partitions })) });
      for (const { home, offset } of moved) home.committed = offset;
    } catch (error) {
      this.log.debug({ err: error }, 'offsets not committed; the next tick tries again');
    }
  }
}
