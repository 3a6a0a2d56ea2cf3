import type { EachBatchPayload } from 'kafkajs';
import type { Log } from '../bus/log.js';
import type { Assignment } from './assignment.js';

/** So many commits refused in a row are no rebalance any more: 5 s of ticks, or longer. */
const REFUSALS_TOLD = 25;

/**
 * Commits low-water marks on a short timer. The commit that comes with a batch is used, since it does not retry
 * on its own: a commit that a rebalance refuses must not come through later, when the partition is another's.
 */
export class OffsetCommits {
  private commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private committing: Promise<void> | undefined;
  private refused = 0;

  constructor(
    private readonly assignment: Assignment,
    private readonly log: Log,
  ) {}

  /** The way to commit, as of the newest batch. */
  use(commit: EachBatchPayload['commitOffsetsIfNecessary']): void {
    this.commit = commit;
  }

  /**
   * Commits all that has moved up to the call; one that is under way may have begun before that, so another follows
   * it. Never throws: what could not be committed is moved still, and goes with the next.
   */
  async flush(): Promise<void> {
    await this.committing;
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
      this.refused = 0;
    } catch (error) {
      this.refused += 1;
      const level = this.refused % REFUSALS_TOLD === 0 ? 'warn' : 'debug';
      const details = { err: error, refused: this.refused };
      this.log[level](details, 'offsets not committed; the next tick tries again');
    }
  }
}
