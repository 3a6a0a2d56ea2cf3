import { randomBytes } from 'node:crypto';
import { type Activity, activity, deadLetterTopic, deleteAfter, type Topic } from '@joor-bridge/contracts';
import { eventually } from '@joor-bridge/testing';
import { Bus } from '../bus/bus.js';
import { type Cluster, withAdmin } from '../bus/cluster.js';
import { SILENT } from '../bus/log.js';
import { type DeadLetter } from '../dead-letters/dead-letter.js';
import { listDeadLetters } from '../dead-letters/list-dead-letters.js';
import { provisionTopics } from '../provisioning/provision-topics.js';
import type { Received } from '../record.js';
import { GroupConsumer } from '../runtime/group-consumer.js';
import type { BatchOptions, Limits } from '../runtime/limits.js';

/** A running cluster, and for some behaviours power over its brokers. */
export interface Ground {
  readonly brokers: readonly string[];
  kill?(broker: number): Promise<void>;
  restart?(broker: number): Promise<void>;
}

export type Handle = (records: readonly Received<Activity>[], signal: AbortSignal) => Promise<void>;

export interface MemberOptions {
  readonly topic?: Topic;
  readonly group?: string;
  readonly limits?: Partial<Limits>;
  readonly batch?: Partial<BatchOptions>;
  readonly cluster?: Cluster;
}

const LIVE = 'live.v1';
const REPLAY = 'replay.v1';
export const GROUP = 'group';

/** Schedules that pass while one watches. */
const QUICK = { transient: [50, 100, 200], unexpected: [20, 20, 20], jitter: 0.2 };

const topicNamed = (name: string, partitions: number): Topic => ({
  name,
  key: 'key',
  events: [activity],
  partitions,
  cleanup: deleteAfter(1),
  owner: 'test',
  groups: [GROUP],
  description: 'For the conformance suite.',
});

/** One behaviour's own corner of a cluster: topics, members, and what lies on them. */
export class Rig {
  readonly bus: Bus;
  readonly live: Topic;
  readonly replay: Topic;
  private readonly members: GroupConsumer[] = [];

  private constructor(
    readonly ground: Ground,
    partitions: number,
  ) {
    const prefix = `c${randomBytes(4).toString('hex')}-`;
    this.bus = new Bus({ brokers: ground.brokers, prefix, clientId: 'conformance', log: SILENT });
    this.live = topicNamed(LIVE, partitions);
    this.replay = topicNamed(REPLAY, partitions);
  }

  static async open(ground: Ground, partitions = 3): Promise<Rig> {
    const rig = new Rig(ground, partitions);
    const letters = [LIVE, REPLAY].map((name) => ({
      ...topicNamed(deadLetterTopic(name, GROUP), partitions),
      events: [],
    }));
    await provisionTopics(rig.bus, [rig.live, rig.replay, ...letters]);
    return rig;
  }

  async member(handle: Handle, options: MemberOptions = {}): Promise<GroupConsumer> {
    const { topic = this.live, group = GROUP, cluster = this.bus, batch, limits } = options;
    const member = new GroupConsumer(
      cluster,
      { group, limits: { backoff: QUICK, ...limits }, onCrash: () => undefined },
      [{ topic, handle: handle as never, ...(batch && { batch }) }],
    );
    this.members.push(member);
    await member.start();
    return member;
  }

  /** Publishes one record per text, in order. */
  async say(key: string, texts: readonly (string | number)[], topic = this.live): Promise<void> {
    const records = texts.map((text) => ({ key, type: activity.type, value: said(String(text)) }));
    await this.bus.publish(topic, records);
  }

  /** Puts bytes on the live topic as they are, on the partition given. */
  async put(
    key: string,
    value: Buffer | null,
    headers: Record<string, string>,
    partition = 0,
  ): Promise<void> {
    await this.bus.publishAsIs(this.live.name, [
      { key, value, headers, partition, bytes: value?.length ?? 0 },
    ]);
  }

  /** The group's committed offsets; -1 where there is none. */
  async committed(topic = this.live): Promise<number[]> {
    const groupId = this.bus.nameOf(GROUP);
    const topics = [this.bus.nameOf(topic.name)];
    const [offsets] = await withAdmin(this.bus, (admin) => admin.fetchOffsets({ groupId, topics }));
    const sorted = [...(offsets?.partitions ?? [])].sort((a, b) => a.partition - b.partition);
    return sorted.map(({ offset }) => Number(offset));
  }

  /** Waits until everything on the live topic is committed. */
  async allCommitted(): Promise<void> {
    const ends = await withAdmin(this.bus, (admin) =>
      admin.fetchTopicOffsets(this.bus.nameOf(this.live.name)),
    );
    await eventually(
      async () => {
        const committed = await this.committed();
        return ends.every(({ partition, high }) => high === '0' || committed[partition] === Number(high));
      },
      { timeoutMs: 30_000, everyMs: 100 },
    );
  }

  deadLetters(limit = 100): Promise<DeadLetter[]> {
    return listDeadLetters(this.bus, { topic: LIVE, group: GROUP }, { limit });
  }

  async close(): Promise<void> {
    await Promise.all(this.members.map((member) => member.stop()));
    await this.bus.close();
  }
}

export const said = (message: string): Activity => ({
  connectionId: 'c1',
  workspaceId: 'w1',
  at: '2026-01-01T00:00:00Z',
  service: 'conformance',
  level: 'info',
  kind: 'test.said',
  message,
});

export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
