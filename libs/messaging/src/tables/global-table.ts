import { type EventContract, Malformed, type Topic } from '@joor-bridge/contracts';
import type { KafkaMessage } from 'kafkajs';
import type { Cluster } from '../bus/cluster.js';
import { isDone, type Range, rangeOf } from './topic-range.js';
import { TopicReader } from './topic-reader.js';

/** Called with a key and its new event; null: it was deleted. */
export type OnChange<E> = (key: string, event: E | null) => void;

/**
 * Whether an event may replace the one that a table has under its key. The last record of a key need not be its
 * newest: a publisher that was cut off may repeat an old one after another has published what followed.
 */
export type Supersedes<E> = (current: E, incoming: E) => boolean;

/** A compacted topic in memory, whole and live. Every instance of a service has all of it. */
export class GlobalTable<E> {
  private readonly rows = new Map<string, E>();
  private readonly listeners = new Set<OnChange<E>>();
  private readonly at = new Map<number, number>();
  private reader: TopicReader | undefined;
  private starting: Promise<void> | undefined;
  private caughtUp = false;
  private reachedEnd: () => void = () => undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly topic: Topic,
    private readonly contract: EventContract<E>,
    private readonly supersedes: Supersedes<E> = () => true,
  ) {}

  /**
   * Starts reading, at the first call; resolves when everything is in that was on the topic at the start.
   * @throws the client's error when the cluster cannot be reached; calling again tries again.
   */
  ready(): Promise<void> {
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  /** Whether what was there at the start is in. */
  get isReady(): boolean {
    return this.caughtUp;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: string): E | undefined {
    return this.rows.get(key);
  }

  values(): E[] {
    return [...this.rows.values()];
  }

  entries(): [string, E][] {
    return [...this.rows];
  }

  /** Tells of changes after the table was ready. Gives a function that ends it. */
  onChange(listener: OnChange<E>): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.starting?.catch(() => undefined);
    await this.reader?.stop();
    this.reader = undefined;
  }

  private async start(): Promise<void> {
    const range = await rangeOf(this.cluster, this.topic.name);
    for (const [partition, offset] of range.from) this.at.set(partition, offset);
    const end = new Promise<void>((resolve) => {
      this.reachedEnd = resolve;
    });
    this.reader = new TopicReader(this.cluster, {
      topic: this.topic.name,
      from: range.from,
      onRecords: async (_partition, records) => {
        for (const record of records) this.apply(record);
      },
      onPosition: (partition, offset) => this.moved(partition, offset, range),
    });
    await this.reader.start();
    if (!isDone(this.at, range)) await end;
    this.caughtUp = true;
  }

  private moved(partition: number, offset: number, range: Range): void {
    this.at.set(partition, offset);
    if (!this.caughtUp && isDone(this.at, range)) this.reachedEnd();
  }

  private apply({ key, value, offset }: KafkaMessage): void {
    const name = key?.toString() ?? '';
    try {
      const event = value === null ? null : this.contract.decode(value);
      if (event !== null && this.isStale(name, event)) {
        const details = { topic: this.topic.name, key: name, offset };
        this.cluster.log.warn(details, 'record passed over: the table has what came after it');
        return;
      }
      if (event === null) this.rows.delete(name);
      else this.rows.set(name, event);
      if (this.caughtUp) for (const listener of this.listeners) this.tell(listener, name, event);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      const details = { topic: this.topic.name, key: name, offset, err: error };
      this.cluster.log.error(details, 'record passed over: the table keeps what it had under this key');
    }
  }

  /** A tombstone ends what was known of a key, and with it what its next event has to supersede. */
  private isStale(key: string, event: E): boolean {
    const current = this.rows.get(key);
    return current !== undefined && !this.supersedes(current, event);
  }

  private tell(listener: OnChange<E>, key: string, event: E | null): void {
    try {
      listener(key, event);
    } catch (error) {
      this.cluster.log.error({ topic: this.topic.name, key, err: error }, 'a listener to the table failed');
    }
  }
}
