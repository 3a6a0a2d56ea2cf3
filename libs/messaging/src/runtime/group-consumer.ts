import type { Topic } from '@joor-bridge/contracts';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';
import { CONSUMER_METADATA_AGE_MS } from '../bus/kafka-client.js';
import { deadLetterWriter } from '../dead-letters/dead-letter-writer.js';
import { Assignment } from './assignment.js';
import { watchCrashes } from './crash-watch.js';
import { type Assigned, InFlight } from './in-flight.js';
import { type BatchOptions, DEFAULT_BATCH, DEFAULT_LIMITS, type Limits } from './limits.js';
import { OffsetCommits } from './offset-commits.js';
import { Room } from './room.js';
import { type GroupStatus, statusOf } from './status.js';
import { type HandleBatch, Subscription } from './subscription.js';

export interface Handling {
  readonly topic: Topic;
  readonly handle: HandleBatch;
  readonly batch?: Partial<BatchOptions>;
}

export interface GroupOptions {
  /** Without the installation's prefix. */
  readonly group: string;
  readonly limits?: Partial<Limits>;
  /** The consumer cannot go on. Default: a fatal log line and `process.exit(1)`, for a supervisor to restart. */
  readonly onCrash?: (error: Error) => void;
  /** Source of jitter, from 0 up to 1. */
  readonly random?: () => number;
}

const SWEEP_MS = 1_000;

/**
 * A member of a consumer group. The client's callback only takes records into our own structures and returns,
 * so that its fetch loop turns and heartbeats go on whatever the handlers do; no failure of theirs reaches it.
 */
export class GroupConsumer {
  private readonly consumer: Consumer;
  private readonly limits: Limits;
  private readonly room: Room;
  private readonly assignment: Assignment;
  private readonly commits: OffsetCommits;
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly timers: NodeJS.Timeout[] = [];
  private taken = 0;
  private lastTurn = 0;
  private joined = false;
  private joins = 0;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly options: GroupOptions,
    handlings: readonly Handling[],
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.room = new Room(this.limits);
    this.consumer = cluster.kafka.consumer(clientOptions(cluster.nameOf(options.group), this.limits));
    const names = new Map(handlings.map(({ topic }) => [cluster.nameOf(topic.name), topic.name]));
    this.assignment = new Assignment(this.consumer, this.limits.maxSpan, (name) => names.get(name) ?? name);
    this.commits = new OffsetCommits(this.assignment, cluster.log);
    for (const handling of handlings) {
      this.subscriptions.set(cluster.nameOf(handling.topic.name), this.subscriptionOf(handling));
    }
  }

  /** Joins the group; resolves when joined. @throws the client's error when the cluster cannot be reached. */
  async start(): Promise<void> {
    this.lastTurn = Date.now();
    this.listen();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.subscriptions.keys()], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.take(payload),
    });
    this.timers.push(
      setInterval(() => void this.commits.flush(), this.limits.commitIntervalMs),
      setInterval(() => this.sweep(), SWEEP_MS),
    );
  }

  /** Takes nothing more, lets handlers finish for as long as the limit says, commits, leaves the group. */
  stop(): Promise<void> {
    this.stopping ??= this.leaveGroup();
    return this.stopping;
  }

  status(): GroupStatus {
    return statusOf({
      group: this.options.group,
      joined: this.joined && !this.stopping,
      joins: this.joins,
      lastTurn: this.lastTurn,
      taken: this.taken,
      room: this.room,
      homes: [...this.assignment.all()],
      subscriptions: [...this.subscriptions.values()],
    });
  }

  private async take({
    batch,
    heartbeat,
    resolveOffset,
    commitOffsetsIfNecessary,
  }: EachBatchPayload): Promise<void> {
    const home = this.assignment.get(batch.topic, batch.partition);
    if (this.room.full) await this.waitForRoom(heartbeat);
    const subscription = this.subscriptions.get(batch.topic);
    const last = batch.messages.at(-1);
    // lost, even if regained meanwhile: the batch is not from where this member would go on now
    if (this.stopping || !home || home.lost || !subscription || !last) return;
    this.commits.use(commitOffsetsIfNecessary);
    home.highWatermark = Number(batch.highWatermark);
    this.admit(home, subscription, fetchedFrom(batch), batch.messages);
    this.assignment.flow(home);
    resolveOffset(last.offset);
    this.lastTurn = Date.now();
  }

  private admit(
    home: Assigned,
    subscription: Subscription,
    from: number,
    messages: readonly KafkaMessage[],
  ): void {
    const slots = home.tracker.take(
      from,
      messages.map(({ offset }) => Number(offset)),
    );
    let next = 0;
    for (const message of messages) {
      const slot = slots[next];
      if (slot === undefined || slot.offset !== Number(message.offset)) continue;
      next += 1;
      const bytes = (message.value?.length ?? 0) + (message.key?.length ?? 0);
      this.room.take(bytes);
      this.taken += 1;
      subscription.take(new InFlight(home, slot, message.key?.toString() ?? '', message, bytes));
    }
  }

  /**
   * Holds the fetch loop while too much is open. Not by pausing: with every partition paused the client sleeps a
   * whole fetch wait before it looks again. The heartbeat's own error is the client's to handle.
   */
  private async waitForRoom(heartbeat: () => Promise<void>): Promise<void> {
    while (this.room.full && !this.stopping) {
      await this.room.half(this.limits.heartbeatIntervalMs);
      await heartbeat();
      this.lastTurn = Date.now();
    }
  }

  private left(record: InFlight, finished: boolean): void {
    const { home } = record;
    if (finished) home.tracker.finish(record.slot);
    if (home.paused) this.assignment.flow(home);
    this.room.give(record.bytes);
  }

  private sweep(): void {
    const now = Date.now();
    for (const subscription of this.subscriptions.values()) subscription.expire(now);
  }

  private listen(): void {
    const { GROUP_JOIN, FETCH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.joined = true;
      this.joins += 1;
      const { memberAssignment: partitions } = payload;
      this.cluster.log.info({ group: this.options.group, partitions }, 'joined the consumer group');
      this.assignment.joined(payload.memberId, payload.memberAssignment);
    });
    this.consumer.on(FETCH, () => {
      this.lastTurn = Date.now();
    });
    watchCrashes(this.consumer, {
      group: this.options.group,
      log: this.cluster.log,
      maxRestarts: this.limits.maxRestarts,
      onCrash: this.options.onCrash,
      crashed: () => {
        this.joined = false;
      },
    });
  }

  private async leaveGroup(): Promise<void> {
    const subscriptions = [...this.subscriptions.values()];
    for (const subscription of subscriptions) subscription.stop();
    this.room.release();
    const deadline = Date.now() + this.limits.stopDeadlineMs;
    while (!subscriptions.every(({ quiet }) => quiet) && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const subscription of subscriptions) subscription.abort(new Error('the service is stopping'));
    for (const timer of this.timers) clearInterval(timer);
    await this.commits.flush();
    await this.consumer.disconnect();
  }

  private subscriptionOf({ topic, handle, batch }: Handling): Subscription {
    return new Subscription({
      topic,
      handle,
      batch: { ...DEFAULT_BATCH, ...batch },
      limits: this.limits,
      log: this.cluster.log,
      random: this.options.random ?? Math.random,
      writeDeadLetter: deadLetterWriter(this.cluster, this.options.group),
      left: (record, finished) => this.left(record, finished),
      waitingChanged: (home) => this.assignment.flow(home),
    });
  }
}

/** The offset that was asked for; between it and the first record may be what compaction removed. */
function fetchedFrom(batch: EachBatchPayload['batch']): number {
  return Number('fetchedOffset' in batch ? batch.fetchedOffset : batch.firstOffset());
}

const clientOptions = (groupId: string, limits: Limits) => ({
  groupId,
  allowAutoTopicCreation: false,
  metadataMaxAge: CONSUMER_METADATA_AGE_MS,
  sessionTimeout: limits.sessionTimeoutMs,
  heartbeatInterval: limits.heartbeatIntervalMs,
  rebalanceTimeout: limits.rebalanceTimeoutMs,
  maxWaitTimeInMs: limits.maxWaitMs,
  minBytes: 1,
  maxBytes: limits.maxFetchBytes,
  maxBytesPerPartition: limits.maxFetchBytesPerPartition,
});
