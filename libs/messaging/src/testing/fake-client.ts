import { activity } from '@joor-bridge/contracts';
import { event } from './stage.js';

/** The value of each record that it brings. */
export const value = Buffer.from(JSON.stringify(event));

type Batch = (payload: object) => Promise<void>;

/** The client's consumer as far as the group consumer knows it. */
export class FakeClient {
  readonly events = { GROUP_JOIN: 'join', FETCH: 'fetch', HEARTBEAT: 'heartbeat', CRASH: 'crash' };
  readonly calls: string[] = [];
  readonly committed: string[] = [];
  readonly resolved: string[] = [];
  private readonly paused = new Set<number>();
  heartbeats = 0;
  refusals = 0;
  refuseCommits = false;
  commitsAsked = 0;
  /** Commits are answered once this is. */
  commitsWait: Promise<void> | undefined;
  onHeartbeat: () => void = () => undefined;
  private readonly listeners = new Map<string, ((event: object) => void)[]>();
  private eachBatch: Batch = async () => undefined;

  on(name: string, listener: (event: object) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener]);
  }
  tell(name: string, payload: object): void {
    for (const listener of this.listeners.get(name) ?? []) listener({ payload });
  }
  join(partitions: readonly number[], memberId = 'm'): void {
    this.tell('join', { memberId, memberAssignment: { 'x-t': partitions } });
  }
  async connect(): Promise<void> {
    this.calls.push('connect');
  }
  async subscribe({ topics }: { topics: string[] }): Promise<void> {
    this.calls.push(`subscribe ${topics}`);
  }
  async run({ eachBatch }: { eachBatch: Batch }): Promise<void> {
    this.calls.push('run');
    this.eachBatch = eachBatch;
  }
  async disconnect(): Promise<void> {
    this.calls.push('disconnect');
  }
  seek({ partition, offset }: { partition: number; offset: string }): void {
    this.calls.push(`seek ${partition} ${offset}`);
  }
  pause([
    {
      partitions: [partition],
    },
  ]: [{ partitions: [number] }]): void {
    if (!this.paused.has(partition)) this.calls.push('pause');
    this.paused.add(partition);
  }
  resume([
    {
      partitions: [partition],
    },
  ]: [{ partitions: [number] }]): void {
    if (this.paused.delete(partition)) this.calls.push('resume');
  }
  /** A fetch of partition 0 brings records with these offsets; the key is the offset unless given. */
  bring(offsets: readonly number[], { key, partition = 0 }: { key?: string; partition?: number } = {}) {
    const messages = offsets.map((offset) => ({
      offset: String(offset),
      key: Buffer.from(key ?? String(offset)),
      value,
      headers: { ce_type: Buffer.from(activity.type) },
      timestamp: '5',
      attributes: 0,
    }));
    return this.eachBatch({
      batch: { topic: 'x-t', partition, messages, highWatermark: '100', fetchedOffset: String(offsets[0]) },
      heartbeat: async () => {
        this.heartbeats += 1;
        this.onHeartbeat();
      },
      resolveOffset: (offset: string) => this.resolved.push(offset),
      commitOffsetsIfNecessary: async ({
        topics,
      }: {
        topics: { partitions: { partition: number; offset: string }[] }[];
      }) => {
        if (this.refuseCommits) {
          this.refusals += 1;
          throw new Error('rebalancing');
        }
        this.commitsAsked += 1;
        await this.commitsWait;
        for (const { partitions } of topics)
          this.committed.push(...partitions.map((p) => `${p.partition}:${p.offset}`));
      },
    });
  }
}
